# make run     build both programs, serve the example bot, and say how to talk to it (Ctrl-C ends it)
# make test    lint, build without warnings, and run every test
# make bench   measure; BENCH_RASA=path/to/rasa measures real Rasa in the same run
# make build | lint | format | clean

CONFIGURATION := release
SWIFT_BUILD := swift build -c $(CONFIGURATION)
SOURCES := Sources Tests Benchmarks Package.swift

.PHONY: run test bench build lint format setup clean

run:
	@Scripts/setup.sh run
	@$(SWIFT_BUILD) --product ModelSync
	@$(SWIFT_BUILD) --product APIServer
	@exec Scripts/run.sh "$$($(SWIFT_BUILD) --show-bin-path)"

# One configuration and one build folder: what is tested is what runs.
test: setup lint
	$(SWIFT_BUILD) --build-tests
	swift test -c $(CONFIGURATION) --skip-build

bench:
	@Scripts/setup.sh run
	@$(SWIFT_BUILD) --product ModelSync
	@$(SWIFT_BUILD) --product APIServer
	@$(SWIFT_BUILD) --product Bench
	@exec env BENCH_RASA="$(BENCH_RASA)" "$$($(SWIFT_BUILD) --show-bin-path)/Bench"

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
