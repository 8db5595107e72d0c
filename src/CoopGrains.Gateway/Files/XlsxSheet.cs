using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using CoopGrains.Gateway.Problems;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CoopGrains.Gateway.Files;

/// <summary>Reads the first sheet of a workbook. Nothing outside it is followed, no formula is trusted, and it unpacks to a bounded size.</summary>
internal static partial class XlsxSheet
{
    private const int MostParts = 500;
    private const long MostUnpacked = 128L * 1024 * 1024;
    private const int MostStrings = 2_000_000;

    public static (IReadOnlyList<string> Headers, List<SheetRow> Rows) Read(ReadOnlyMemory<byte> content)
    {
        var bytes = content.ToArray();
        try
        {
            Bound(bytes);
            using var package = SpreadsheetDocument.Open(
                new MemoryStream(bytes, writable: false), false, new OpenSettings { MaxCharactersInPart = MostUnpacked });
            return Read(package.WorkbookPart ?? throw Sheet.Unreadable("it has no workbook"));
        }
        // The library says in many ways that a package is none.
        catch (Exception exception) when (exception is not (ProblemException or OutOfMemoryException))
        {
            throw Sheet.Unreadable("it is no workbook, or a damaged one");
        }
    }

    // What a package says of its sizes may be wrong, so it is unpacked once to be counted.
    private static void Bound(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostParts)
            throw Sheet.Unreadable($"it has more than {MostParts} parts");
        var (unpacked, buffer) = (0L, new byte[64 * 1024]);
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            while (part.Read(buffer) is > 0 and var read)
                if ((unpacked += read) > MostUnpacked)
                    throw Sheet.Unreadable($"it unpacks to more than {MostUnpacked / 1024 / 1024} MiB");
        }
    }

    private static (IReadOnlyList<string> Headers, List<SheetRow> Rows) Read(WorkbookPart workbook)
    {
        var first = workbook.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().FirstOrDefault()?.Id?.Value
            ?? throw Sheet.Unreadable("it has no sheet");
        var strings = Strings(workbook.SharedStringTablePart);
        var dates = DateStyles(workbook.WorkbookStylesPart?.Stylesheet);
        var is1904 = workbook.Workbook.WorkbookProperties?.Date1904?.Value == true;
        string[]? headers = null;
        var rows = new List<SheetRow>();
        using var reader = OpenXmlReader.Create(workbook.GetPartById(first));
        var number = 0;
        var isRead = reader.Read();
        while (isRead)
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
            {
                isRead = reader.Read();
                continue;
            }
            var named = reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == "r").Value;
            number = int.TryParse(named, CultureInfo.InvariantCulture, out var said) ? said : number + 1;
            var (cells, isTooLong) = Cells(reader, strings, dates, is1904);
            if (headers is null)
                headers = [.. cells.Select(cell => cell.Text)];
            else
            {
                Sheet.Bound(rows.Count + 1);
                rows.Add(new(number, cells, isTooLong));
            }
            isRead = reader.Read();
        }
        return (headers ?? [], rows);
    }

    private static (SheetCell[] Cells, bool IsTooLong) Cells(
        OpenXmlReader reader, List<string> strings, Dictionary<uint, string> dates, bool is1904)
    {
        var (cells, isTooLong) = (new List<SheetCell>(), false);
        if (!reader.ReadFirstChild())
            return ([], false);
        do
        {
            if (reader.ElementType != typeof(Cell))
                continue;
            var cell = (Cell)reader.LoadCurrentElement()!;
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
            var read = Of(cell, strings, dates, is1904);
            if (column >= Sheet.MostColumns)
            {
                isTooLong |= read != SheetCell.Empty;
                continue;
            }
            while (cells.Count <= column)
                cells.Add(SheetCell.Empty);
            cells[column] = read;
        }
        while (reader.ReadNextSibling());
        return ([.. cells], isTooLong);
    }

    private static SheetCell Of(Cell cell, List<string> strings, Dictionary<uint, string> dates, bool is1904)
    {
        var text = cell.CellValue?.Text ?? "";
        if (cell.CellFormula is { } formula)
            return new("=" + formula.Text, CellKind.Formula);
        var type = cell.DataType?.Value ?? CellValues.Number;
        if (type == CellValues.SharedString)
            return new(strings[int.Parse(text, CultureInfo.InvariantCulture)]);
        if (type == CellValues.InlineString)
            return new(Plain(cell.InlineString?.Text?.Text ?? string.Concat(cell.InlineString?.Elements<Run>().Select(run => run.Text?.Text) ?? [])));
        if (type == CellValues.Error)
            return new(text, CellKind.Formula);
        if (type == CellValues.Boolean)
            return new(text == "1" ? "true" : "false");
        if (type != CellValues.Number || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new(Plain(text));
        if (cell.StyleIndex?.Value is { } style && dates.TryGetValue(style, out var form) && number is > 0 and < 2_958_466)
            return new(DateTime.FromOADate(Math.Floor(number) + (is1904 ? 1462 : 0)).ToString(form, CultureInfo.InvariantCulture));
        // What a spreadsheet shows is exact to 15 digits; the rest is how computers count.
        return Math.Abs(number) < 1e18 ? new(CellText.Of((decimal)number), CellKind.Number) : new(text);
    }

    private static List<string> Strings(SharedStringTablePart? part)
    {
        var strings = new List<string>();
        if (part is null)
            return strings;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
            {
                var item = (SharedStringItem)reader.LoadCurrentElement()!;
                strings.Add(Plain(item.Text?.Text ?? string.Concat(item.Elements<Run>().Select(run => run.Text?.Text))));
                if (strings.Count > MostStrings)
                    throw Sheet.Unreadable("it holds too many texts");
            }
        return strings;
    }

    // How far a date goes is how it is shown: without a day it is a month, without a month a year.
    private static Dictionary<uint, string> DateStyles(Stylesheet? sheet)
    {
        var own = sheet?.NumberingFormats?.Elements<NumberingFormat>().Where(format => format.NumberFormatId is not null)
            .ToDictionary(format => format.NumberFormatId!.Value, format => format.FormatCode?.Value ?? "") ?? [];
        var styles = new Dictionary<uint, string>();
        foreach (var (format, at) in sheet?.CellFormats?.Elements<CellFormat>().Select((format, at) => (format, at)) ?? [])
            if (format.NumberFormatId?.Value is { } id && FormOf(id, own.GetValueOrDefault(id)) is { } form)
                styles[(uint)at] = form;
        return styles;
    }

    private static string? FormOf(uint id, string? code)
    {
        if (code is null)
            return id switch { 14 or 15 or 22 => "yyyy-MM-dd", 17 => "yyyy-MM", _ => null };
        var letters = Literal().Replace(code.ToLowerInvariant(), "");
        if (!letters.Contains('y', StringComparison.Ordinal))
            return letters.Contains('d', StringComparison.Ordinal) && letters.Contains('m', StringComparison.Ordinal) ? "yyyy-MM-dd" : null;
        return letters.Contains('d', StringComparison.Ordinal) ? "yyyy-MM-dd"
            : letters.Contains('m', StringComparison.Ordinal) ? "yyyy-MM" : "yyyy";
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference)
            if (letter is >= 'A' and <= 'Z' && column < 100_000)
                column = (column * 26) + letter - 'A' + 1;
            else
                break;
        return column - 1 >= 0 ? column - 1 : throw new InvalidDataException(reference);
    }

    private static string Plain(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? ByNumber().Replace(text, match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : text;

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex ByNumber();

    [GeneratedRegex("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]")]
    private static partial Regex Literal();
}
