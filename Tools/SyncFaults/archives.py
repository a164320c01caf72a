"""Archives for faults: the smallest that pass for a model, spoilt ones, and trained models that say something else."""

import gzip
import io
import json
import tarfile
import zlib


def metadata(marker, version="3.6.21"):
    return json.dumps(
        {"model_id": marker, "rasa_open_source_version": version, "training_type": 1, "predict_schema": {"nodes": {}}}
    ).encode()


def members(marker, version="3.6.21", padding=b""):
    """The files of a model that is published and pruned, never loaded."""
    files = {"components/marker.txt": marker.encode(), "metadata.json": metadata(marker, version)}
    if padding:
        files["components/padding"] = padding
    return files


def tar(files, extra=()):
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for info in extra:
            archive.addfile(info)
    return output.getvalue()


def pack(content, level=1):
    return gzip.compress(content, level, mtime=0)


def tiny(marker, version="3.6.21", padding=b""):
    return pack(tar(members(marker, version, padding)))


def with_member(marker, name, kind=tarfile.REGTYPE, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return pack(tar(members(marker), [info]))


def bomb(marker, size):
    """A file of zeros that is a thousandth of its size in the archive."""
    return pack(tar(members(marker, padding=bytes(size))), 9)


def many_entries(marker, count):
    """An archive of so many empty files, made block by block."""
    packer = zlib.compressobj(1, wbits=31)
    template = bytearray(tarfile.TarInfo("components/e0000000").tobuf(tarfile.GNU_FORMAT))
    start = template.index(b"0000000")
    # The checksum counts its own field as eight spaces; the name's digits are all that changes.
    template[148:156] = b" " * 8
    template[start:start + 7] = b"\0" * 7
    rest = sum(template)
    parts = []
    for index in range(count):
        digits = b"%07d" % index
        template[start:start + 7] = digits
        template[148:156] = b"%06o\0 " % (rest + sum(digits))
        parts.append(packer.compress(bytes(template)))
        template[148:156] = b" " * 8
    parts.append(packer.compress(tar(members(marker))))
    parts.append(packer.flush())
    return b"".join(parts)


def saying(path, text, instead, model_id):
    """A trained model with another name, which says `instead` where it said `text`."""
    output, said = io.BytesIO(), 0
    with tarfile.open(path) as source, gzip.GzipFile(fileobj=output, mode="wb", compresslevel=1, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as target:
            for info in source:
                content = source.extractfile(info).read() if info.isfile() else None
                if info.name.endswith(("domain.yml", "metadata.json")):
                    said += content.count(text.encode())
                    content = content.replace(text.encode(), instead.encode())
                if info.name.strip("./") == "metadata.json":
                    content = json.dumps({**json.loads(content), "model_id": model_id}).encode()
                if content is not None:
                    info.size = len(content)
                target.addfile(info, io.BytesIO(content) if content is not None else None)
    if not said:
        raise ValueError(f"the model of {path} never says {text}")
    return output.getvalue()
