#!/usr/bin/env python3
"""Checks rendered manifests for what no schema can say: that names lead somewhere and that every container is confined.

    Scripts/check-manifests.py RENDERED.yaml…
"""
import pathlib
import re
import sys

import yaml

DOCUMENTS = pathlib.Path(__file__).parent.parent / "docs"
# Whether it writes models: the manual of the program.
MANUALS = {True: (DOCUMENTS / "ModelSync.md").read_text(), False: (DOCUMENTS / "APIServer.md").read_text()}


class Manifests:
    def __init__(self, path):
        self.path = path
        self.problems = []
        with open(path) as file:
            self.resources = [resource for resource in yaml.safe_load_all(file) if resource]

    def of(self, kind):
        return [resource for resource in self.resources if resource["kind"] == kind]

    def names(self, kind):
        return {resource["metadata"]["name"] for resource in self.of(kind)}

    def expect(self, condition, sentence):
        if not condition:
            self.problems.append("%s: %s" % (self.path, sentence))

    def check(self):
        for deployment in self.of("Deployment"):
            self.check_pod(deployment["spec"]["template"]["spec"], deployment["metadata"]["name"])
        self.check_selectors()
        self.check_autoscalers()
        self.check_monitors()
        return self.problems

    def check_pod(self, pod, name):
        security = pod["securityContext"]
        self.expect(security.get("runAsNonRoot") is True and security.get("runAsUser", 0) > 0, "%s may run as root" % name)
        self.expect(security.get("seccompProfile") == {"type": "RuntimeDefault"}, "%s has no seccomp profile" % name)
        self.expect(pod.get("automountServiceAccountToken") is False, "%s gets a token of the cluster" % name)
        self.expect(pod["serviceAccountName"] in self.names("ServiceAccount"), "%s has no service account" % name)
        delay = 0
        volumes = {volume["name"]: volume for volume in pod["volumes"]}
        for volume in volumes.values():
            if "configMap" in volume:
                config = volume["configMap"]["name"]
                self.expect(config in self.names("ConfigMap"), "there is no ConfigMap %s" % config)
        for container in pod.get("initContainers", []) + pod["containers"]:
            self.check_container(container, volumes)
            for argument in container.get("args", []):
                if argument.startswith("--shutdown-delay="):
                    delay = int(argument.partition("=")[2])
        self.expect(pod["terminationGracePeriodSeconds"] >= delay + 30, "%s has no time to drain" % name)
        for container in pod["containers"]:
            missing = {"startupProbe", "readinessProbe", "livenessProbe"} - set(container)
            self.expect(not missing, "%s has no %s" % (container["name"], ", ".join(sorted(missing))))

    def check_container(self, container, volumes):
        name = container["name"]
        security = container.get("securityContext", {})
        self.expect(
            security.get("readOnlyRootFilesystem") is True
            and security.get("allowPrivilegeEscalation") is False
            and security.get("capabilities") == {"drop": ["ALL"]}, "%s is not confined" % name)
        for kind in ("requests", "limits"):
            self.expect({"cpu", "memory"} <= set(container["resources"].get(kind, {})), "%s has no %s" % (name, kind))
        writer = "model-sync" in container["image"]
        for mount in container["volumeMounts"]:
            self.expect(mount["name"] in volumes, "%s mounts %s, which is no volume" % (name, mount["name"]))
        if not writer:
            self.check_reader(name, [mount for mount in container["volumeMounts"] if mount["name"] == "models"])
        for argument in container.get("args", []):
            flag = argument.partition("=")[0]
            self.expect(re.search("`%s[ `]" % re.escape(flag), MANUALS[writer]), "%s has no flag %s" % (name, flag))
        ports = {port["name"] for port in container.get("ports", [])}
        for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
            if kind in container:
                port = container[kind]["httpGet"]["port"]
                self.expect(port in ports, "%s of %s asks port %s, which it does not have" % (kind, name, port))
        for source in container.get("envFrom", []):
            config = source["configMapRef"]["name"]
            self.expect(config in self.names("ConfigMap"), "%s: there is no ConfigMap %s" % (name, config))

    # The server reads all of the volume and writes the one folder of it that ModelSync takes its reports from.
    def check_reader(self, name, mounts):
        reports = [mount for mount in mounts if mount.get("readOnly") is not True]
        self.expect(len(mounts) > len(reports), "%s has no models" % name)
        self.expect(reports, "%s cannot report what became of a model" % name)
        for mount in reports:
            place = (mount["mountPath"], mount.get("subPath"))
            self.expect(place == ("/models/reports", "reports"), "%s may write to the models" % name)

    def check_selectors(self):
        pods = [deployment["spec"]["template"] for deployment in self.of("Deployment")]
        ports = {port["name"] for pod in pods for container in pod["spec"]["containers"] for port in container.get("ports", [])}

        def selects(labels):
            return any(labels.items() <= pod["metadata"]["labels"].items() for pod in pods)

        for deployment in self.of("Deployment"):
            self.expect(selects(deployment["spec"]["selector"]["matchLabels"]), "a Deployment does not select its own pods")
        for service in self.of("Service"):
            name = service["metadata"]["name"]
            self.expect(selects(service["spec"]["selector"]), "the Service %s selects no pod" % name)
            for port in service["spec"]["ports"]:
                self.expect(port["targetPort"] in ports, "the Service %s leads to no port %s" % (name, port["targetPort"]))
        for kind, key in (("PodDisruptionBudget", "selector"), ("NetworkPolicy", "podSelector")):
            self.expect(self.of(kind), "there is no %s" % kind)
            for resource in self.of(kind):
                self.expect(selects(resource["spec"][key]["matchLabels"]), "the %s selects no pod" % kind)
        for policy in self.of("NetworkPolicy"):
            for rule in policy["spec"]["ingress"]:
                for port in rule["ports"]:
                    self.expect(port["port"] in ports, "the NetworkPolicy opens %s, which no pod has" % port["port"])

    def check_autoscalers(self):
        for scaler in self.of("HorizontalPodAutoscaler"):
            target = scaler["spec"]["scaleTargetRef"]
            self.expect(target["name"] in self.names(target["kind"]), "the autoscaler scales nothing")
            for deployment in self.of("Deployment"):
                self.expect("replicas" not in deployment["spec"], "the Deployment and the autoscaler both say how many")

    # A resource of the Prometheus operator, whose schema is not among those of Kubernetes.
    def check_monitors(self):
        for monitor in self.of("ServiceMonitor"):
            labels = monitor["spec"]["selector"]["matchLabels"]
            services = [s for s in self.of("Service") if labels.items() <= s["metadata"].get("labels", {}).items()]
            self.expect(len(services) == 1, "the ServiceMonitor selects %d Services" % len(services))
            ports = {port["name"] for service in services for port in service["spec"]["ports"]}
            for endpoint in monitor["spec"]["endpoints"]:
                self.expect(endpoint["port"] in ports, "the ServiceMonitor asks port %s, which no Service has" % endpoint["port"])
                self.expect(set(endpoint) <= {"port", "path", "interval"}, "the ServiceMonitor has unknown keys")


if __name__ == "__main__":
    problems = [problem for path in sys.argv[1:] for problem in Manifests(path).check()]
    if problems:
        sys.exit("\n".join(problems))
    print("%d rendered manifests: names lead somewhere, every container is confined" % len(sys.argv[1:]))
