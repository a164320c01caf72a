internal import Dialogue
internal import JSON

/// A schema of JSON, of which the keywords `type`, `properties`, `patternProperties`, `items`, `required`, `const` and `oneOf` mean something.
struct JSONSchema: Sendable {
  let json: JSONValue

  /// Whether a value is what the schema says.
  func accepts(_ instance: JSONValue) -> Bool {
    var isValid = true
    forEachViolation(of: instance) { _ in
      isValid = false
      return false
    }
    return isValid
  }

  /// Calls `found` for everything that is wrong with a value, in the order of Python's `jsonschema`, until it says `false`.
  @discardableResult
  func forEachViolation(of instance: JSONValue, _ found: (SchemaViolation) -> Bool) -> Bool {
    for (keyword, rule) in json.object ?? JSONObject() {
      func violated(_ message: @escaping () -> String, context: @escaping () -> [SchemaViolation] = { [] }) -> Bool {
        found(SchemaViolation(keyword: keyword, instance: instance, schema: json, message: message, context: context))
      }
      func descend(_ value: JSONValue, _ schema: JSONValue, path: JSONValue, schemaPath: [JSONValue]) -> Bool {
        JSONSchema(json: schema).forEachViolation(of: value) { violation in
          found(violation.inside(path: path, schemaPath: [.string(keyword)] + schemaPath))
        }
      }
      let goesOn: Bool
      switch keyword {
      case "type": goesOn = check(type: rule, of: instance, violated)
      case "const": goesOn = rule == instance || violated { "\(PythonFormat.representation(of: rule)) was expected" }
      case "required":
        goesOn = (rule.array ?? []).allSatisfy { name in
          guard let object = instance.object, object[name.string ?? ""] == nil else { return true }
          return violated { "\(PythonFormat.representation(of: name)) is a required property" }
        }
      case "properties":
        goesOn = (rule.object ?? JSONObject()).allSatisfy { name, schema in
          guard let value = instance[name] else { return true }
          return descend(value, schema, path: .string(name), schemaPath: [.string(name)])
        }
      case "patternProperties":
        goesOn = (rule.object ?? JSONObject()).allSatisfy { pattern, schema in
          (instance.object ?? JSONObject()).allSatisfy { name, value in
            !Self.matches(name) || descend(value, schema, path: .string(name), schemaPath: [.string(pattern)])
          }
        }
      case "items":
        goesOn = (instance.array ?? []).enumerated().allSatisfy { index, value in
          descend(value, rule, path: .integer(index), schemaPath: [])
        }
      case "oneOf": goesOn = check(oneOf: (rule.array ?? []).map { JSONSchema(json: $0) }, of: instance, violated)
      default: goesOn = true
      }
      guard goesOn else { return false }
    }
    return true
  }

  private func check(
    type rule: JSONValue, of instance: JSONValue, _ violated: (@escaping () -> String, @escaping () -> [SchemaViolation]) -> Bool
  ) -> Bool {
    let types = rule.array ?? [rule]
    guard !types.contains(where: { Self.isType($0.string ?? "", instance) }) else { return true }
    let names = types.map { PythonFormat.representation(of: $0) }.joined(separator: ", ")
    return violated({ "\(PythonFormat.representation(of: instance)) is not of type \(names)" }, { [] })
  }

  private func check(
    oneOf schemas: [JSONSchema], of instance: JSONValue,
    _ violated: (@escaping () -> String, @escaping () -> [SchemaViolation]) -> Bool
  ) -> Bool {
    guard let first = schemas.firstIndex(where: { $0.accepts(instance) }) else {
      return violated(
        { "\(PythonFormat.representation(of: instance)) is not valid under any of the given schemas" },
        {
          schemas.enumerated().flatMap { index, schema in
            schema.violations(of: instance).map { $0.behind(schemaPath: .integer(index)) }
          }
        })
    }
    let others = schemas[(first + 1)...].filter { $0.accepts(instance) }
    guard !others.isEmpty else { return true }
    let texts = (others + [schemas[first]]).map { PythonFormat.representation(of: $0.json) }.joined(separator: ", ")
    return violated({ "\(PythonFormat.representation(of: instance)) is valid under each of \(texts)" }, { [] })
  }

  /// Everything that is wrong with a value.
  func violations(of instance: JSONValue) -> [SchemaViolation] {
    var violations: [SchemaViolation] = []
    forEachViolation(of: instance) { violation in
      violations.append(violation)
      return true
    }
    return violations
  }

  static func isType(_ type: String, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("null", .null), ("number", .integer),
      ("number", .number), ("integer", .integer):
      true
    case ("integer", .number(let number)): number.isFinite && number.rounded() == number
    default: false
    }
  }

  /// The one pattern of Rasa's schemas, `[\w/]`: whether there is a letter, a digit, `_` or `/` somewhere.
  private static func matches(_ name: String) -> Bool {
    name.unicodeScalars.contains { scalar in
      scalar == "_" || scalar == "/" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }
}
