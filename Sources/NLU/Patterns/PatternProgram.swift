import CPCRE2

/// A pattern that PCRE2 compiled. Any number of matches may run at the same time.
final class PatternProgram: Sendable {
  /// How far a match may go astray before it is cut: steps of the search from one place of the text, and kilobytes of the
  /// interpreter's memory.
  private static let matchLimit: UInt32 = 1_000_000
  private static let heapLimit: UInt32 = 20_000
  /// PCRE2 counts its steps anew at every place where a match could begin. It is therefore only let loose on so many places
  /// at a time, between which `PatternBudget` is asked.
  private static let placesAtATime = 128

  // PCRE2 only reads compiled code while it matches (pcre2api, "Multithreading"); it is complete before `init` returns and is
  // freed when nothing refers to it any more.
  private nonisolated(unsafe) let code: OpaquePointer

  /// - Parameter source: a pattern as PCRE2 understands it, with the meaning that `PatternTranslator` describes.
  /// - Returns: `nil` when PCRE2 has no room for a pattern of that size.
  /// - Throws: `PatternError.unsupported`.
  static func compile(_ source: String, ignoringCase: Bool) throws(PatternError) -> PatternProgram? {
    guard let settings = pcre2_compile_context_create_8(nil) else { throw .unsupported(reason: "there is no memory for it") }
    defer { pcre2_compile_context_free_8(settings) }
    pcre2_set_newline_8(settings, UInt32(PCRE2_NEWLINE_LF))
    var options = PCRE2_UTF | PCRE2_UCP | PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT
    if ignoringCase { options |= PCRE2_CASELESS }
    var status: Int32 = 0
    var offset = 0
    let bytes = Array(source.utf8)
    let compiled = bytes.withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress ?? Self.noBytes, $0.count, options, &status, &offset, settings)
    }
    guard let code = compiled else {
      if status == tooLarge { return nil }
      throw .unsupported(reason: message(of: status))
    }
    // Without the just-in-time compiler, or on a processor that it does not know, patterns are interpreted.
    _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    return PatternProgram(code: code)
  }

  private init(code: OpaquePointer) { self.code = code }

  deinit { pcre2_code_free_8(code) }

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

  /// Where one search keeps its results and its limits: memory of its own for each.
  struct Scratch: ~Copyable {
    fileprivate let data: OpaquePointer
    fileprivate let context: OpaquePointer

    init?(for program: PatternProgram) {
      guard let data = pcre2_match_data_create_from_pattern_8(program.code, nil) else { return nil }
      guard let context = pcre2_match_context_create_8(nil) else {
        pcre2_match_data_free_8(data)
        return nil
      }
      pcre2_set_match_limit_8(context, PatternProgram.matchLimit)
      pcre2_set_heap_limit_8(context, PatternProgram.heapLimit)
      self.data = data
      self.context = context
    }

    deinit {
      pcre2_match_data_free_8(data)
      pcre2_match_context_free_8(context)
    }
  }

  /// The first match at or after `start`.
  /// - Parameters:
  ///   - isMoving: refuses an empty match right at `start`, because one was just found there.
  ///   - budget: of the search of this text.
  /// - Returns: `nil` without a match, and when the search was cut.
  func firstMatch(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, isMoving: Bool, scratch: borrowing Scratch, budget: inout PatternBudget
  ) -> PatternMatch? {
    let subject = text.baseAddress ?? Self.noBytes
    var options = PCRE2_NO_UTF_CHECK | (isMoving ? PCRE2_NOTEMPTY_ATSTART : 0)
    var place = start
    while place <= text.count, budget.allowsAnother() {
      let last = place + Self.placesAtATime
      pcre2_set_offset_limit_8(scratch.context, last)
      var status = pcre2_match_8(code, subject, text.count, place, options, scratch.data, scratch.context)
      if status == PCRE2_ERROR_JIT_STACKLIMIT {
        status = pcre2_match_8(code, subject, text.count, place, options | PCRE2_NO_JIT, scratch.data, scratch.context)
      }
      if status > 0 { return match(status, in: text, scratch) }
      guard status == PCRE2_ERROR_NOMATCH else { return nil }
      place = last + 1
      while place < text.count, !UTF8Scanning.isLeading(text[place]) { place += 1 }
      options = PCRE2_NO_UTF_CHECK
    }
    return nil
  }

  private func match(_ status: Int32, in text: UnsafeBufferPointer<UInt8>, _ scratch: borrowing Scratch) -> PatternMatch? {
    guard let vector = pcre2_get_ovector_pointer_8(scratch.data), let whole = range(vector[0], vector[1], in: text) else { return nil }
    return PatternMatch(whole: whole, group: status > 1 ? range(vector[2], vector[3], in: text) : nil)
  }

  /// A range of the text; `nil` for a group that took no part: PCRE2's largest number for its ends arrives here as -1.
  private func range(_ start: Int, _ end: Int, in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    start >= 0 && start <= end && end <= text.count ? start..<end : nil
  }
}
