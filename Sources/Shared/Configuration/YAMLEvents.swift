import CYAML

/// What libyaml reports, one thing at a time, in Swift's types.
enum YAMLEvent {
  case documentStart
  case alias(String)
  case scalar(text: String, isPlain: Bool, anchor: String?, tag: String?)
  case sequenceStart(anchor: String?, tag: String?)
  case mappingStart(anchor: String?, tag: String?)
  case end
  case streamEnd
}

/// libyaml's parser over bytes that outlive it.
struct YAMLEvents: ~Copyable {
  /// On the heap, because libyaml keeps pointers into it. Freed by `deinit`.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let file: String
  /// Where the last event began.
  private(set) var position = YAMLPosition(line: 1, column: 1)

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) {
    parser = .allocate(capacity: 1)
    self.file = file
    guard yaml_parser_initialize(parser) == 1 else { preconditionFailure("out of memory") }
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event of interest.
  mutating func next() throws(YAMLError) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
      defer { yaml_event_delete(&event) }
      position = Self.position(event.start_mark)
      switch event.type {
      case YAML_DOCUMENT_START_EVENT: return .documentStart
      case YAML_ALIAS_EVENT: return .alias(Self.text(event.data.alias.anchor) ?? "")
      case YAML_SCALAR_EVENT: return Self.scalar(event.data.scalar)
      case YAML_SEQUENCE_START_EVENT:
        let start = event.data.sequence_start
        return .sequenceStart(anchor: Self.text(start.anchor), tag: Self.text(start.tag))
      case YAML_MAPPING_START_EVENT:
        let start = event.data.mapping_start
        return .mappingStart(anchor: Self.text(start.anchor), tag: Self.text(start.tag))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .streamEnd
      default: continue
      }
    }
  }

  private static func scalar(_ scalar: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar) -> YAMLEvent {
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return .scalar(
      text: String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE, anchor: text(scalar.anchor),
      tag: text(scalar.tag))
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private static func position(_ mark: yaml_mark_t) -> YAMLPosition {
    YAMLPosition(line: mark.line + 1, column: mark.column + 1)
  }

  private func failure() -> YAMLError {
    let failure = parser.pointee
    let problem = failure.problem.map { String(cString: $0) } ?? "it cannot be read"
    let isReaderError = failure.error == YAML_READER_ERROR
    let words =
      if let context = failure.context, !isReaderError { "\(String(cString: context)), \(problem)" } else { problem }
    // Bytes that are no characters are met before any token: only how far the reader came is known.
    return YAMLError(.syntax(words), file: file, at: Self.position(isReaderError ? failure.mark : failure.problem_mark))
  }
}
