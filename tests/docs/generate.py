"""Write the generated pages again: `make docs`."""

from tests.docs.pages import pages

if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
