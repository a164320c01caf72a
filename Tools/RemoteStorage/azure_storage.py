"""Azure Blob Storage, as far as ModelSync and azure-storage-blob's upload need it: no package of an emulator exists on PyPI.

Signatures are made anew with the signer of azure-storage-blob itself, shared access signatures with its generator's, and blobs are
written by its client. Tokens are whatever `credentials` handed out.
"""

import base64
import hashlib
import os
import re
import threading
import urllib.parse
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from azure.core.pipeline import PipelineRequest
from azure.core.pipeline.transport import HttpRequest
from azure.storage.blob import BlobServiceClient, ContainerSasPermissions, generate_container_sas
from azure.storage.blob._shared.authentication import SharedKeyCredentialPolicy

ACCOUNT = "account"
CONTAINER = "models"


class Context:
    transport = None
    options = {}


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    keys = {}
    tokens = {}
    signatures = set()
    blobs = {}
    blocks = {}
    lock = threading.Lock()

    def refuse(self, status, code):
        body = f'\ufeff<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>secret</Message></Error>'.encode()
        self.send_response(status)
        self.send_header("x-ms-error-code", code)
        self.send_header("Content-Length", "0" if status == 304 else str(len(body)))
        self.end_headers()
        if status != 304 and self.command != "HEAD":
            self.wfile.write(body)

    def finish_with(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if self.command != "HEAD":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def expected(self, account):
        """The Authorization that the vendor's client would have sent with the same request."""
        policy = SharedKeyCredentialPolicy(ACCOUNT, self.keys[account])
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("authorization", "host")}
        request = HttpRequest(self.command, f"http://{self.headers['Host']}{self.path}", headers=headers)
        policy.on_request(PipelineRequest(request, Context()))
        return request.headers["Authorization"]

    def why_not(self, query):
        if "sig" in query:
            return None if query["sig"] in self.signatures else (403, "AuthenticationFailed")
        authorization = self.headers.get("Authorization", "")
        if authorization.startswith("Bearer "):
            kind = self.tokens.get(authorization.removeprefix("Bearer "))
            return {"reader": None, "stranger": (403, "AuthorizationPermissionMismatch")}.get(kind, (401, "InvalidAuthenticationInfo"))
        if not authorization or not self.headers.get("x-ms-version"):
            return 401, "NoAuthenticationInformation"
        return None if authorization in [self.expected(key) for key in self.keys] else (403, "AuthenticationFailed")

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        reason = self.why_not(query)
        if reason:
            return self.refuse(*reason)
        parts = urllib.parse.unquote(url.path).split("/", 2)
        if parts[1] != CONTAINER:
            return self.refuse(404, "ContainerNotFound")
        if query.get("comp") == "list":
            return self.list(query)
        name = parts[2]
        if self.command == "PUT":
            return self.put(name, query, body)
        if self.command == "DELETE":
            with self.lock:
                self.blobs.pop(name, None)
            return self.finish_with(202, {})
        with self.lock:
            blob = self.blobs.get(name)
        if blob is None:
            return self.refuse(404, "BlobNotFound")
        self.get(*blob)

    do_PUT = do_DELETE = do_HEAD = do_GET

    def get(self, content, tag, time, digest):
        if self.headers.get("If-None-Match") == tag:
            return self.refuse(304, "ConditionNotMet")
        if self.headers.get("If-Match", tag) != tag:
            return self.refuse(412, "ConditionNotMet")
        headers = {"ETag": tag, "Last-Modified": formatdate(time, usegmt=True), "x-ms-blob-type": "BlockBlob", "Accept-Ranges": "bytes"}
        if self.command == "HEAD":
            return self.finish_with(200, {**headers, "Content-Length": str(len(content)), **({"Content-MD5": digest} if digest else {})})
        match = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("x-ms-range") or self.headers.get("Range") or "")
        if not match:
            return self.finish_with(200, headers, content)
        start, end = int(match[1]), min(int(match[2]), len(content) - 1)
        if start >= len(content):
            return self.refuse(416, "InvalidRange")
        headers["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
        self.finish_with(206, headers, content[start : end + 1])

    def put(self, name, query, body):
        with self.lock:
            if query.get("comp") == "block":
                self.blocks[query["blockid"]] = body
            elif self.headers.get("If-None-Match") == "*" and name in self.blobs:
                return self.refuse(409, "BlobAlreadyExists")
            elif self.headers.get("Content-MD5") not in (None, base64.b64encode(hashlib.md5(body).digest()).decode()):
                return self.refuse(400, "Md5Mismatch")
            else:
                if query.get("comp") == "blocklist":
                    body = b"".join(self.blocks.pop(block) for block in re.findall(r"<Latest>([^<]+)</Latest>", body.decode()))
                digest = self.headers.get("x-ms-blob-content-md5")
                count = Service.blobs.get("", 0) + 1
                Service.blobs[""] = count
                self.blobs[name] = (body, f'"0x8D{count:012X}"', 1_700_000_000 + count, digest)
        self.finish_with(201, {"ETag": '"0x0"', "Last-Modified": formatdate(usegmt=True), "x-ms-request-server-encrypted": "true"})

    def list(self, query):
        prefix, page = query.get("prefix", ""), 2
        with self.lock:
            names = sorted(name for name in self.blobs if name and name.startswith(prefix))
            start = int(query.get("marker") or 0)
            items = "".join(
                f"<Blob><Name>{escape(name)}</Name><Properties><Last-Modified>{formatdate(self.blobs[name][2], usegmt=True)}</Last-Modified>"
                f"<Etag>0x8D</Etag><Content-Length>{len(self.blobs[name][0])}</Content-Length></Properties></Blob>"
                for name in names[start : start + page])
        marker = f"<NextMarker>{start + page}</NextMarker>" if start + page < len(names) else "<NextMarker />"
        body = f'\ufeff<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="{CONTAINER}"><Blobs>{items}</Blobs>{marker}</EnumerationResults>'
        self.finish_with(200, {"Content-Type": "application/xml"}, body.encode())

    def log_message(self, *arguments):
        pass


class AzureStorage:
    def __init__(self, port):
        self.endpoint = f"http://127.0.0.1:{port}"
        self.owner = self.key()
        Service.keys = {"owner": self.owner, "reader": self.key()}
        threading.Thread(target=ThreadingHTTPServer(("127.0.0.1", port), Service).serve_forever, daemon=True).start()
        service = BlobServiceClient(self.endpoint, credential={"account_name": ACCOUNT, "account_key": self.owner})
        self.container = service.get_container_client(CONTAINER)

    @staticmethod
    def key():
        return base64.b64encode(os.urandom(32)).decode()

    def environment(self):
        return {
            "AZURE_CONTAINER": CONTAINER, "AZURE_ACCOUNT_NAME": ACCOUNT, "AZURE_ACCOUNT_KEY": Service.keys["reader"],
            "AZURE_BLOB_ENDPOINT": self.endpoint,
        }

    def put(self, name, body, md5="true"):
        from azure.storage.blob import ContentSettings

        digest = bytearray(hashlib.md5(body if md5 == "true" else body + b"!").digest()) if md5 != "none" else None
        self.container.upload_blob(name, body, overwrite=True, content_settings=ContentSettings(content_md5=digest))
        if self.container.download_blob(name).readall() != body:
            raise RuntimeError("the vendor's client does not read what it wrote")

    def delete(self, name):
        self.container.delete_blob(name)

    def credentials(self, kind="reader"):
        if kind == "writer":
            return {}
        if kind == "stranger":
            return {"AZURE_ACCOUNT_KEY": self.key()}
        if kind == "signature":
            query = generate_container_sas(
                ACCOUNT, CONTAINER, account_key=self.owner, permission=ContainerSasPermissions(read=True, list=True), expiry="2099-01-01T00:00:00Z")
            Service.signatures.add(dict(urllib.parse.parse_qsl(query))["sig"])
            return {"AZURE_STORAGE_SAS_TOKEN": query}
        if kind in ("token", "stranger-token"):
            token = base64.urlsafe_b64encode(os.urandom(24)).decode()
            Service.tokens = {token: "reader" if kind == "token" else "stranger"}
            return {"token": token}
        Service.keys["reader"] = self.key()
        return {"AZURE_ACCOUNT_KEY": Service.keys["reader"]}
