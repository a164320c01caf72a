"""How many operations an OpenAPI document has, those left out that are still to be served."""
import json
import sys

with open(sys.argv[1]) as file:
    paths = json.load(file)["paths"]
operations = [value for path in paths.values() for value in path.values() if isinstance(value, dict) and "responses" in value]
print(sum(not operation.get("x-pending") for operation in operations))
