#!/bin/sh
# Makes the files of this folder anew, out of the sources in it: LibreOffice writes letter.docx and
# letter.odt from letter.fodt. What stands in letter.txt was checked by hand.
set -e
cd "$(dirname "$0")"
for format in docx odt; do
    soffice --headless --convert-to "$format" letter.fodt
done
