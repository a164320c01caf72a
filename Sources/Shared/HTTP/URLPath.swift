/// The path of an address that is kept as text.
enum URLPath {
  /// The address with `suffix` behind its path, before query and fragment.
  static func appending(_ suffix: String, to url: String) -> String {
    let end = url.firstIndex { $0 == "?" || $0 == "#" } ?? url.endIndex
    return url[..<end] + suffix + url[end...]
  }
}
