import JSON

extension JSONObject {
  /// An object of these members, in this order.
  init(_ members: KeyValuePairs<String, JSONValue>) {
    self.init()
    for (key, value) in members { self[key] = value }
  }
}
