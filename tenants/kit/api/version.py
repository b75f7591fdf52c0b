"""The version of the contract, apart from the version of the package: it changes when the document changes."""

API_VERSION = "1.11.0"
API_ROOT = "/api/v1"
