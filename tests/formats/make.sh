#!/bin/sh
# Makes the files of this folder anew from a reply of the corpus: the same reply as a PDF with text, as a
# scan, as a scan with the engine's text behind it, as an image (TIFF), as Word and OpenDocument files,
# as the attachment of an e-mail, and as the ALTO and hOCR of its scan. Needs LibreOffice, pdftoppm, tesseract with its Danish model, img2pdf
# and Python.
set -e
cd "$(dirname "$0")"
files=$PWD
work=$(mktemp -d)
cp ../../corpus/replies/d10.txt "$work/reply.txt"
cd "$work"
soffice --headless --convert-to docx:"MS Word 2007 XML" reply.txt
soffice --headless --convert-to odt reply.txt
soffice --headless --convert-to pdf reply.txt
pdftoppm -r 200 -mono reply.pdf page
python3 - <<'P'
import glob
from PIL import Image
pages = [Image.open(name).convert("1") for name in sorted(glob.glob("page-*.pbm"))]
pages[0].save("scan.tiff", save_all=True, append_images=pages[1:], compression="group4", dpi=(200, 200))
P
img2pdf scan.tiff -o scan.pdf
ls page-*.pbm > pages
tesseract pages pages -l dan alto hocr
tesseract scan.tiff searchable -l dan pdf
python3 - <<'P'
from email.message import EmailMessage
import pathlib
mail = EmailMessage()
mail["From"] = "Jura <jura@eksempel.example>"
mail["To"] = "borgerraadgiveren@eksempel.example"
mail["Subject"] = "Høringssvar"
mail["Date"] = "Tue, 02 Dec 2025 10:12:00 +0100"
mail["Message-ID"] = "<1@eksempel.example>"
mail.set_content("Til rette vedkommende\n\nSvaret er vedlagt.\n")
mail.add_attachment(pathlib.Path("reply.docx").read_bytes(), maintype="application",
    subtype="vnd.openxmlformats-officedocument.wordprocessingml.document", filename="../svar på høring.docx")
pathlib.Path("mail.eml").write_bytes(mail.as_bytes())
P
cp reply.docx reply.odt reply.pdf scan.pdf searchable.pdf scan.tiff mail.eml "$files/"
cp pages.xml "$files/scan.alto.xml"
cp pages.hocr "$files/scan.hocr"
rm -r "$work"
