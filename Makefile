# make run     build both programs, serve the example bot, and say how to talk to it (Ctrl-C ends it)
# make test    lint, build without warnings, and run every test
# make openapi hold the server against its OpenAPI document; REQUESTS=10000, see Tools/OpenAPI/README.md
# make test-faults   do every fault that ModelSync has to survive to the real programs; needs root for full disks
# make soak          publish PUBLISHES=500 times while both programs are killed at random
# make sync-latency  time SWAPS=50 swaps from a new ETag to the first answer
# make bench   measure; BENCH_RASA=path/to/rasa measures real Rasa in the same run
#              bench-table prints the figures as Markdown, bench-models trains models of many intents
# make fuzz    try to break what reads files and requests; FUZZ_TARGET=name FUZZ_SECONDS=600, see Fuzzing/README.md
# make compose-test   build the images of compose.yml, start, talk to the bot, exchange its model, stop; needs Docker
# make manifests      check deploy/ and compose.yml, see docs/Kubernetes.md
# make build | lint | format | clean

CONFIGURATION := release
SWIFT_BUILD := swift build -c $(CONFIGURATION)
SYNC_PROGRAMS = --sync "$$($(SWIFT_BUILD) --show-bin-path)/ModelSync" --api "$$($(SWIFT_BUILD) --show-bin-path)/APIServer"
SOURCES := Sources Tests Benchmarks Fuzzing/Sources/Fuzz Fuzzing/Package.swift Package.swift

.PHONY: run test openapi bench bench-table bench-models fuzz compose-test manifests build lint format setup clean test-faults soak sync-latency programs

run:
	@Scripts/setup.sh run
	@$(SWIFT_BUILD) --product ModelSync
	@$(SWIFT_BUILD) --product APIServer
	@exec Scripts/run.sh "$$($(SWIFT_BUILD) --show-bin-path)"

# One configuration and one build folder: what is tested is what runs.
test: setup lint
	$(SWIFT_BUILD) --build-tests
	@Scripts/openapi.sh "$$($(SWIFT_BUILD) --show-bin-path)" 400
	@Tools/SyncFaults/faults.py $(SYNC_PROGRAMS) --quick
	swift test -c $(CONFIGURATION) --skip-build

# The long run of what `make test` does in short.
openapi: setup
	@$(SWIFT_BUILD) --product APIServer
	@OPENAPI_REQUIRED=true Scripts/openapi.sh "$$($(SWIFT_BUILD) --show-bin-path)" $(or $(REQUESTS),10000)

test-faults soak sync-latency: programs

test-faults:
	@Tools/SyncFaults/faults.py $(SYNC_PROGRAMS) --out docs/SyncFaults.md

soak:
	@Tools/SyncFaults/soak.py $(SYNC_PROGRAMS) --publishes $(or $(PUBLISHES),500)

sync-latency:
	@Tools/SyncFaults/latency.py $(SYNC_PROGRAMS) --swaps $(or $(SWAPS),50) $(if $(ARCHIVE),--archive "$(ARCHIVE)" --text "$(TEXT)" --message "$(MESSAGE)")

programs:
	@Scripts/setup.sh run
	@$(SWIFT_BUILD) --product ModelSync
	@$(SWIFT_BUILD) --product APIServer

# BENCH_ONLY=kernels|parse|policies|load|http|turns measures a part; the other settings are in Benchmarks/README.md.
bench:
	@Scripts/setup.sh run
	@$(SWIFT_BUILD) --product ModelSync
	@$(SWIFT_BUILD) --product APIServer
	@$(SWIFT_BUILD) --product Bench
	@exec env BENCH_BUILD="$(CONFIGURATION), $$(swift --version 2>/dev/null | head -n 1)" "$$($(SWIFT_BUILD) --show-bin-path)/Bench"

# The figures of the last run as Benchmarks/README.md shows them.
bench-table:
	@exec "$$($(SWIFT_BUILD) --show-bin-path)/Bench" --markdown run/bench.json

# Trains the models of 64 and 150 intents that `make bench` also measures.
bench-models:
	@exec Benchmarks/Bots/train.sh "$(BENCH_RASA)" run/bench-models 64 150

fuzz:
	@Scripts/setup.sh run
	@exec Scripts/fuzz.sh "$(FUZZ_TARGET)" "$(FUZZ_SECONDS)"

compose-test:
	@exec Scripts/compose-test.sh

manifests:
	@exec Scripts/manifests.sh

build: setup
	$(SWIFT_BUILD)

lint:
	swift format lint --strict --recursive --parallel $(SOURCES)

format:
	swift format --in-place --recursive --parallel $(SOURCES)

setup:
	@Scripts/setup.sh test

clean:
	rm -rf .build
