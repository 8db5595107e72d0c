using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CoopGrains.Gateway.Files;

/// <summary>Reads comma-separated values, also with semicolons or tabs, as spreadsheet programs of any country save them.</summary>
internal static class CsvSheet
{
    private static readonly char[] Delimiters = [',', ';', '\t'];

    public static (IReadOnlyList<string> Headers, List<SheetRow> Rows) Read(ReadOnlyMemory<byte> content, string? charset)
    {
        var text = Decoded(content, charset);
        var (delimiter, from) = DelimiterOf(text);
        using var reader = new StringReader(text[from..]);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            IgnoreBlankLines = false,
            BadDataFound = bad => throw Sheet.Unreadable($"row {bad.Context.Parser.Row}: a quotation mark stands where none may"),
        });
        var headers = parser.Read() ? parser.Record! : [];
        var rows = new List<SheetRow>();
        while (parser.Read())
        {
            Sheet.Bound(rows.Count + 1);
            var record = parser.Record!;
            rows.Add(new(
                parser.Row, [.. record.Take(Sheet.MostColumns).Select(cell => new SheetCell(CellText.Unescaped(cell)))], record.Length > Sheet.MostColumns));
        }
        return (headers.Length <= Sheet.MostColumns ? headers : throw Sheet.Unreadable($"more than {Sheet.MostColumns} columns"), rows);
    }

    private static string Decoded(ReadOnlyMemory<byte> content, string? charset)
    {
        var bytes = content.Span;
        try
        {
            // A mark says more than a header.
            return bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => Strict(Encoding.UTF8).GetString(bytes[3..]),
                [0xFF, 0xFE, ..] => Strict(Encoding.Unicode).GetString(bytes[2..]),
                [0xFE, 0xFF, ..] => Strict(Encoding.BigEndianUnicode).GetString(bytes[2..]),
                _ => Strict(charset?.ToLowerInvariant() switch
                {
                    null or "utf-8" or "us-ascii" => Encoding.UTF8,
                    "utf-16" or "utf-16le" => Encoding.Unicode,
                    "utf-16be" => Encoding.BigEndianUnicode,
                    _ => throw Sheet.Unreadable("its letters are neither UTF-8 nor UTF-16"),
                }).GetString(bytes),
            };
        }
        catch (DecoderFallbackException)
        {
            throw Sheet.Unreadable("its letters are neither UTF-8 nor UTF-16 with a mark");
        }
    }

    private static Encoding Strict(Encoding encoding) =>
        Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    // What stands most often between headers; some programs say it in a line of its own.
    private static (char Delimiter, int From) DelimiterOf(string text)
    {
        if (text.StartsWith("sep=", StringComparison.Ordinal) && text.Length > 5 && Delimiters.Contains(text[4]) && text[5] is '\r' or '\n')
            return (text[4], text.IndexOf('\n', StringComparison.Ordinal) + 1);
        var counts = new int[Delimiters.Length];
        var isQuoted = false;
        foreach (var letter in text)
            if (letter == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && letter is '\r' or '\n')
                break;
            else if (!isQuoted && Array.IndexOf(Delimiters, letter) is >= 0 and var at)
                counts[at]++;
        return (Delimiters[Array.IndexOf(counts, counts.Max())], 0);
    }
}
