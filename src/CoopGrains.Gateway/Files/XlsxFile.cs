using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CoopGrains.Gateway.Files;

/// <summary>A workbook of one sheet, written as it goes out.</summary>
/// <remarks>
/// Texts stand in their cells as texts, so that none is a formula. The package is made here: the library's own keeps all of a sheet in memory
/// until its end.
/// </remarks>
internal sealed partial class XlsxFile(Stream output, string language) : RowFile(output)
{
    private const string SheetPath = "xl/worksheets/sheet1.xml";
    private const int ExactDigits = 15;

    private static readonly DateTimeOffset Made = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Path, string Xml)[] Parts =
    [
        ("[Content_Types].xml", """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """),
        ("_rels/.rels", """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """),
        ("xl/workbook.xml", """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Entries" sheetId="1" r:id="rId1"/></sheets></workbook>
            """),
        ("xl/_rels/workbook.xml.rels", """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
            """),
    ];

    private static readonly Row RowElement = new();
    private static readonly Cell CellElement = new();
    private static readonly InlineString InlineElement = new();
    private static readonly Text TextElement = new();
    private static readonly OpenXmlAttribute[] Preserve = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];

    private ZipArchive? _zip;
    private Stream? _sheet;
    private OpenXmlWriter? _writer;
    private HashSet<int> _numbers = [];
    private int _row;

    public override void Begin(IReadOnlyList<string> columns)
    {
        _zip = new(Buffer, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (path, xml) in Parts)
        {
            using var part = New(path);
            part.Write(Encoding.UTF8.GetBytes(xml));
        }
        _sheet = New(SheetPath);
        _writer = OpenXmlWriter.Create(_sheet, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        _writer.WriteStartDocument(true);
        _writer.WriteStartElement(new Worksheet());
        _writer.WriteStartElement(new SheetData());
        var headers = columns.Select(column => FileColumns.NameOf(column).In(language)).ToArray();
        Write(headers);
        _numbers = [.. columns.Select((column, at) => (column, at)).Where(pair => pair.column is FileColumns.Amount or "ownAmount").Select(pair => pair.at)];
    }

    public override void Write(ReadOnlySpan<string?> cells)
    {
        var row = (++_row).ToString(CultureInfo.InvariantCulture);
        _writer!.WriteStartElement(RowElement, [new("r", "", row)]);
        for (var i = 0; i < cells.Length; i++)
            if (cells[i] is { } text)
                Write(NameOf(i) + row, text, isNumber: _numbers.Contains(i) && IsExact(text));
        _writer.WriteEndElement();
    }

    // Broken off: what would complete the archive is left out, so that nobody takes it for a whole one.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The letters of a column, counted from 0.</summary>
    public static string NameOf(int column) => column < 26
        ? ((char)('A' + column)).ToString()
        : NameOf((column / 26) - 1) + (char)('A' + (column % 26));

    // What is packed comes when there is enough of it.
    protected override void Settle()
    {
    }

    protected override void End()
    {
        _writer!.WriteEndElement();
        _writer.WriteEndElement();
        _writer.Close();
        _sheet!.Dispose();
        _zip!.Dispose();
    }

    private void Write(string reference, string text, bool isNumber)
    {
        if (isNumber)
        {
            _writer!.WriteStartElement(CellElement, [new("r", "", reference)]);
            _writer.WriteElement(new CellValue(text));
        }
        else
        {
            _writer!.WriteStartElement(CellElement, [new("r", "", reference), new("t", "", "inlineStr")]);
            _writer.WriteStartElement(InlineElement);
            _writer.WriteStartElement(TextElement, Preserve);
            // What looks like a character that is written by its number would be read as that character.
            _writer.WriteString(ByNumber().Replace(text, "_x005F_$1"));
            _writer.WriteEndElement();
            _writer.WriteEndElement();
        }
        _writer.WriteEndElement();
    }

    // Spreadsheets count in binary, exact up to so many digits.
    private static bool IsExact(string text) => text.Count(char.IsAsciiDigit) <= ExactDigits;

    private Stream New(string path)
    {
        var entry = _zip!.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = Made;
        return entry.Open();
    }

    [GeneratedRegex("_(x[0-9A-Fa-f]{4}_)")]
    private static partial Regex ByNumber();
}
