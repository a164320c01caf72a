import CPCRE2

/// A pattern that PCRE2 compiled. Any number of matches may run at the same time.
final class PatternProgram: Sendable {
  /// How far a match may go astray before it is cut: steps of the search, and kilobytes of the interpreter's memory.
  private static let matchLimit: UInt32 = 5_000_000
  private static let heapLimit: UInt32 = 20_000

  // PCRE2 only reads compiled code and match contexts while it matches (pcre2api, "Multithreading"); both are complete before
  // `init` returns and are freed when nothing refers to them any more.
  private nonisolated(unsafe) let code: OpaquePointer
  private nonisolated(unsafe) let context: OpaquePointer

  /// - Parameter source: a pattern as PCRE2 understands it, with the meaning that `PatternTranslator` describes.
  /// - Returns: `nil` when PCRE2 has no room for a pattern of that size.
  /// - Throws: `PatternError.unsupported`.
  static func compile(_ source: String, ignoringCase: Bool) throws(PatternError) -> PatternProgram? {
    guard let settings = pcre2_compile_context_create_8(nil), let context = pcre2_match_context_create_8(nil) else {
      throw .unsupported(reason: "there is no memory for it")
    }
    defer { pcre2_compile_context_free_8(settings) }
    pcre2_set_newline_8(settings, UInt32(PCRE2_NEWLINE_LF))
    pcre2_set_match_limit_8(context, matchLimit)
    pcre2_set_heap_limit_8(context, heapLimit)
    var options = PCRE2_UTF | PCRE2_UCP | PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_BACKSLASH_C
    if ignoringCase { options |= PCRE2_CASELESS }
    var status: Int32 = 0
    var offset = 0
    let bytes = Array(source.utf8)
    let compiled = bytes.withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress ?? Self.noBytes, $0.count, options, &status, &offset, settings)
    }
    guard let code = compiled else {
      pcre2_match_context_free_8(context)
      if status == tooLarge { return nil }
      throw .unsupported(reason: message(of: status))
    }
    // Without the just-in-time compiler, or on a processor that it does not know, patterns are interpreted.
    _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    return PatternProgram(code: code, context: context)
  }

  private init(code: OpaquePointer, context: OpaquePointer) {
    self.code = code
    self.context = context
  }

  deinit {
    pcre2_code_free_8(code)
    pcre2_match_context_free_8(context)
  }

  /// ERR20: the code of a pattern must fit into 64 KB where PCRE2 was built with its usual links.
  private static let tooLarge: Int32 = 120

  private static func message(of status: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = buffer.withUnsafeMutableBufferPointer { pcre2_get_error_message_8(status, $0.baseAddress, $0.count) }
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }

  /// Stands for the address of an empty text.
  private static var noBytes: UnsafePointer<UInt8> { empty.utf8Start }
  private static let empty: StaticString = ""

  /// Where one search keeps its results: memory of its own for each.
  struct Scratch: ~Copyable {
    fileprivate let data: OpaquePointer

    init?(for program: PatternProgram) {
      guard let data = pcre2_match_data_create_from_pattern_8(program.code, nil) else { return nil }
      self.data = data
    }

    deinit { pcre2_match_data_free_8(data) }
  }

  /// The first match at or after `start`.
  /// - Parameter isMoving: refuses an empty match right at `start`, because one was just found there.
  /// - Returns: `nil` without a match, and when the search was cut.
  func firstMatch(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, isMoving: Bool, scratch: borrowing Scratch
  ) -> PatternMatch? {
    let options = PCRE2_NO_UTF_CHECK | (isMoving ? PCRE2_NOTEMPTY_ATSTART : 0)
    let subject = text.baseAddress ?? Self.noBytes
    var status = pcre2_match_8(code, subject, text.count, start, options, scratch.data, context)
    if status == PCRE2_ERROR_JIT_STACKLIMIT {
      status = pcre2_match_8(code, subject, text.count, start, options | PCRE2_NO_JIT, scratch.data, context)
    }
    guard status > 0, let vector = pcre2_get_ovector_pointer_8(scratch.data), let whole = range(vector[0], vector[1], in: text) else {
      return nil
    }
    return PatternMatch(whole: whole, group: status > 1 ? range(vector[2], vector[3], in: text) : nil)
  }

  /// A range of the text; `nil` for a group that took no part: PCRE2's largest number for its ends arrives here as -1.
  private func range(_ start: Int, _ end: Int, in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    start >= 0 && start <= end && end <= text.count ? start..<end : nil
  }
}
