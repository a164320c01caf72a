"""A cloud's storage on 127.0.0.1, and a second port through which a test changes what is in it.

    cloud.py aws|gcs|azure --port PORT --control PORT

Objects are written by the vendor's own client (boto3, google-cloud-storage, azure-storage-blob), so that a storage which only the program
under test can talk to does not pass. On the control port:

    GET /environment                the variables with which a program finds the storage
    PUT /objects/NAME?OPTION=VALUE  stores the body; options are the cloud's own
    DELETE /objects/NAME
    POST /credentials               hands out new credentials as variables, and refuses the old ones from now on
    POST /credentials?kind=KIND     hands out other ones beside them: `writer` may write as well, `stranger` may do nothing; more are the cloud's own
"""

import argparse
import json
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def make_storage(cloud, port):
    if cloud == "aws":
        from aws_storage import AWSStorage as Storage
    elif cloud == "gcs":
        from gcs_storage import GCSStorage as Storage
    else:
        from azure_storage import AzureStorage as Storage
    return Storage(port)


class Control(BaseHTTPRequestHandler):
    storage = None
    lock = threading.Lock()

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve(self):
        url = urllib.parse.urlsplit(self.path)
        options = dict(urllib.parse.parse_qsl(url.query))
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        name = urllib.parse.unquote(url.path.removeprefix("/objects/"))
        with self.lock:
            if self.command == "GET" and url.path == "/environment":
                return self.storage.environment()
            if self.command == "PUT":
                return self.storage.put(name, body, **options) or {}
            if self.command == "DELETE":
                return self.storage.delete(name) or {}
            return self.storage.credentials(**options)

    def do_GET(self):
        try:
            self.answer(200, self.serve())
        except Exception as error:
            self.answer(500, {"error": repr(error)})

    do_PUT = do_DELETE = do_POST = do_GET

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("cloud", choices=["aws", "gcs", "azure"])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", type=int, required=True)
    arguments = parser.parse_args()
    Control.storage = make_storage(arguments.cloud, arguments.port)
    ThreadingHTTPServer(("127.0.0.1", arguments.control), Control).serve_forever()
