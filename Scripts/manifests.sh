#!/usr/bin/env bash
# Checks what deploy/ and compose.yml say, without a cluster. What is checked stands in docs/Kubernetes.md.
#   Scripts/manifests.sh
# Needs python3 with venv and, for the rendered overlays, kubectl or kustomize.
set -euo pipefail
cd "$(dirname "$0")/.."

requirements=Scripts/manifests-requirements.txt
environment=$PWD/.build/manifests/venv-$(cksum <$requirements | cut -d ' ' -f 1)
folder=deploy/kubernetes
# The oldest and the newest version whose schemas the validator has.
versions=(1.33 1.37)

if [ ! -e "$environment/complete" ]; then
  rm -rf "$environment"
  mkdir -p "$(dirname "$environment")"
  python3 -m venv "$environment"
  "$environment/bin/python" -m pip --quiet --disable-pip-version-check install --requirement $requirements
  touch "$environment/complete"
fi
rendered=$(mktemp -d)
trap 'rm -rf "$rendered"' EXIT

# The validator passes over kinds that it does not know. Of those ServiceMonitor alone is meant to be there: it is the Prometheus
# operator's, and check-manifests.py looks at it.
validate() { # files that hold resources
  local version report=$rendered/report
  for version in "${versions[@]}"; do
    "$environment/bin/python" -m kubernetes_validate --strict --quiet --kubernetes-version "$version" "$@" >"$report" 2>&1 ||
      { cat "$report" >&2; exit 1; }
    if grep -v 'schema for kind ServiceMonitor' "$report" >&2; then exit 1; fi
  done
}

# Patches are no whole resources, and kustomizations none of Kubernetes: both are checked by rendering them.
mapfile -t files < <(find $folder -name '*.yaml' ! -name kustomization.yaml ! -path "$folder/overlays/*" | sort)
validate "${files[@]}"
echo "${#files[@]} files hold valid resources of Kubernetes ${versions[*]}"

if command -v kustomize >/dev/null; then render=(kustomize build); else render=(kubectl kustomize); fi
if command -v "${render[0]}" >/dev/null; then
  for overlay in "$folder"/base "$folder"/overlays/*; do
    "${render[@]}" "$overlay" >"$rendered/$(basename "$overlay").yaml"
  done
  validate "$rendered"/*.yaml
  "$environment/bin/python" Scripts/check-manifests.py "$rendered"/*.yaml
else
  [ "${KUSTOMIZE_REQUIRED:-false}" != true ] || { echo "neither kustomize nor kubectl is installed" >&2; exit 1; }
  echo "neither kustomize nor kubectl is installed: the overlays are not rendered, and what they come to is not checked"
fi

# A setting that is misspelt would silently be none.
mapfile -t settings < <(grep -rohE '\b(API_SERVER|MODEL_SYNC)_[A-Z_]*[A-Z]' Dockerfile compose.yml deploy docs/Containers.md docs/Kubernetes.md | sort -u)
for setting in "${settings[@]}"; do
  grep -qF "\`$setting\`" docs/APIServer.md docs/ModelSync.md || { echo "$setting is no setting of the manuals" >&2; exit 1; }
done
echo "${#settings[@]} settings are those of the manuals"

"$environment/bin/check-jsonschema" --quiet --builtin-schema vendor.compose-spec compose.yml
"$environment/bin/check-jsonschema" --quiet --builtin-schema vendor.github-workflows deploy/ci/*.yml
echo "compose.yml is valid by the Compose specification, deploy/ci by the schema of GitHub's workflows"
