import CoreMetrics
import Shared
import Testing

@Suite struct PrometheusRegistryTests {
  private let registry = PrometheusRegistry(maximumSeries: 10, includingProcess: false)
  private let dropped = """
    # HELP metrics_dropped_series_total Series that were not kept, because there were too many.
    # TYPE metrics_dropped_series_total counter
    metrics_dropped_series_total
    """

  @Test("a registry without metrics says only that nothing was dropped")
  func empty() {
    #expect(registry.text() == dropped + " 0\n")
  }

  @Test("counters, gauges and meters are written with their labels")
  func values() {
    registry.describe("sync.pulls", help: "Requests to\nthe \\ server.")
    Counter(label: "sync.pulls", dimensions: [("result", "ok"), ("host", "a")], factory: registry).increment(by: 2)
    Counter(label: "sync.pulls", dimensions: [("host", "a"), ("result", "ok")], factory: registry).increment()
    FloatingPointCounter(label: "sync.pulls", dimensions: [("result", "failed")], factory: registry).increment(by: 0.5)
    Gauge(label: "ready", factory: registry).record(1)
    let meter = Meter(label: "open", factory: registry)
    meter.set(5)
    meter.decrement(by: 1.5)
    #expect(
      registry.text() == """
        # TYPE open gauge
        open 3.5
        # TYPE ready gauge
        ready 1
        # HELP sync_pulls_total Requests to\\nthe \\\\ server.
        # TYPE sync_pulls_total counter
        sync_pulls_total{host="a",result="ok"} 3
        sync_pulls_total{result="failed"} 0.5
        \(dropped) 0

        """)
  }

  @Test("timers are cumulative histograms in seconds")
  func timers() {
    registry.describe("turn", help: "One turn.", buckets: [1, 0.1])
    let timer = Timer(label: "turn", dimensions: [("bot", "b")], factory: registry)
    for milliseconds: Int64 in [50, 100, 500, 2_000] { timer.recordMilliseconds(milliseconds) }
    #expect(
      registry.text().hasPrefix(
        """
        # HELP turn_seconds One turn.
        # TYPE turn_seconds histogram
        turn_seconds_bucket{bot="b",le="0.1"} 2
        turn_seconds_bucket{bot="b",le="1"} 3
        turn_seconds_bucket{bot="b",le="+Inf"} 4
        turn_seconds_sum{bot="b"} 2.65
        turn_seconds_count{bot="b"} 4

        """))
  }

  @Test("recorders are histograms of plain numbers")
  func recorders() {
    Recorder(label: "tokens", factory: registry).record(3)
    #expect(registry.text().contains("tokens_bucket{le=\"2\"} 0\ntokens_bucket{le=\"5\"} 1\n"))
    #expect(registry.text().contains("tokens_sum 3\ntokens_count 1\n"))
  }

  @Test("names and labels that Prometheus does not allow are made allowable")
  func names() {
    Gauge(label: "9 lives/é", dimensions: [("a-b", "x\"y\\z\nw"), ("le", "1"), ("__name__", "n"), ("", "e")], factory: registry).record(1)
    #expect(registry.text().contains("_9_lives__{_=\"e\",a_b=\"x\\\"y\\\\z\\nw\",label___name__=\"n\",label_le=\"1\"} 1\n"))
  }

  @Test("a label's value is cut where it is too long to be repeated in every scrape")
  func longLabels() {
    Gauge(label: "g", dimensions: [("v", String(repeating: "x", count: 10_000))], factory: registry).record(1)
    #expect(registry.text().utf8.count < 700)
  }

  @Test("series beyond the limit are counted and dropped, the others go on")
  func limit() {
    for index in 0..<15 { Counter(label: "c", dimensions: [("id", "\(index)")], factory: registry).increment() }
    Counter(label: "c", dimensions: [("id", "0")], factory: registry).increment()
    let text = registry.text()
    #expect(text.contains("c_total{id=\"0\"} 2\n"))
    #expect(text.contains("c_total{id=\"9\"} 1\n"))
    #expect(!text.contains("id=\"10\""))
    #expect(text.contains("metrics_dropped_series_total 5\n"))
  }

  @Test("a gauge that was destroyed is gone, and makes room for another")
  func destroysGauges() {
    let registry = PrometheusRegistry(maximumSeries: 2, includingProcess: false)
    Counter(label: "kept", factory: registry).increment()
    for model in 1...5 {
      let gauge = Gauge(label: "model", dimensions: [("id", "\(model)")], factory: registry)
      gauge.record(1)
      #expect(registry.text().contains("model{id=\"\(model)\"} 1"))
      gauge.destroy()
    }
    let text = registry.text()
    #expect(!text.contains("model{"))
    #expect(text.contains("kept_total 1"))
    #expect(text.contains("metrics_dropped_series_total 0"))
  }

  @Test("a name that is used for two kinds keeps its first")
  func kinds() {
    Gauge(label: "x_total", factory: registry).record(7)
    Counter(label: "x", factory: registry).increment()
    #expect(registry.text().contains("# TYPE x_total gauge\nx_total 7\n"))
    #expect(registry.text().contains("metrics_dropped_series_total 1\n"))
  }

  @Test("counts from many tasks add up")
  func concurrency() async {
    let registry = registry
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<1_000 { Counter(label: "n", factory: registry).increment() } }
      }
    }
    #expect(registry.text().contains("n_total 8000\n"))
  }

  @Test("the process's own numbers are there, and plausible")
  func process() throws {
    let metrics = try #require(ProcessMetrics.current())
    #expect(metrics.residentBytes > 1 << 20)
    #expect(metrics.virtualBytes >= metrics.residentBytes)
    #expect(metrics.openFiles >= 3)
    #expect(metrics.cpuSeconds >= 0)
    #expect(metrics.startTime > 1_600_000_000)
    #expect(Int64(metrics.startTime * 1000) < UTCTimestamp.now.milliseconds + 2_000)
    let text = PrometheusRegistry().text()
    for name in ["process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds", "process_start_time_seconds"] {
      #expect(text.contains("# TYPE \(name) ") && text.contains("\n\(name) "))
    }
  }
}
