/// The core types that a tag may give to a scalar.
public enum YAMLTag: String, Sendable {
  case string = "tag:yaml.org,2002:str"
  case null = "tag:yaml.org,2002:null"
  case boolean = "tag:yaml.org,2002:bool"
  case integer = "tag:yaml.org,2002:int"
  case float = "tag:yaml.org,2002:float"
}
