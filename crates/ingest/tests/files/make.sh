#!/bin/sh
# Makes the files of this folder anew. LibreOffice writes letter.docx, letter.odt and letter.html
# from letter.fodt; what stands in letter.txt was checked by hand. Tesseract, with its Danish model,
# writes page.hocr and page.alto.xml from a picture of the beginning of a reply of the corpus.
set -e
cd "$(dirname "$0")"
for format in docx odt html; do
    soffice --headless --convert-to "$format" letter.fodt
done
work=$(mktemp -d)
head -c 1500 ../../../../corpus/replies/d21.txt > "$work/page.txt"
files=$PWD
cd "$work"
soffice --headless --convert-to pdf page.txt
pdftoppm -r 110 -gray -png page.pdf page
tesseract page-1.png page -l dan hocr alto
cp page.hocr "$files/page.hocr"
cp page.xml "$files/page.alto.xml"
rm -r "$work"
