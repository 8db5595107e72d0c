using System.Text;
using System.Text.Json;

namespace CoopGrains.Gateway.Files;

/// <summary>Reads rows from JSON: a list of objects, or an object with one under "rows".</summary>
internal static class JsonSheet
{
    private const int Deepest = 4;
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = Deepest };

    public static (IReadOnlyList<string> Headers, List<SheetRow> Rows) Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            var bytes = content.Span;
            return new Walk().Read(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (JsonException)
        {
            throw Sheet.Unreadable("it is no JSON, or deeper than rows are");
        }
    }

    private sealed class Walk
    {
        private readonly List<string> _headers = [];
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
        private readonly List<SheetRow> _rows = [];

        public (IReadOnlyList<string> Headers, List<SheetRow> Rows) Read(ReadOnlySpan<byte> utf8)
        {
            var reader = new Utf8JsonReader(utf8, Reading);
            Next(ref reader);
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                Next(ref reader);
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("rows"u8))
                    throw new JsonException();
                Next(ref reader);
                Rows(ref reader);
                Next(ref reader);
                Require(reader.TokenType == JsonTokenType.EndObject);
            }
            else
                Rows(ref reader);
            Require(!reader.Read());
            return (_headers, _rows);
        }

        private void Rows(ref Utf8JsonReader reader)
        {
            Require(reader.TokenType == JsonTokenType.StartArray);
            for (Next(ref reader); reader.TokenType != JsonTokenType.EndArray; Next(ref reader))
            {
                Require(reader.TokenType == JsonTokenType.StartObject);
                Sheet.Bound(_rows.Count + 1);
                Row(ref reader);
            }
        }

        private void Row(ref Utf8JsonReader reader)
        {
            var cells = new SheetCell[_headers.Count];
            Array.Fill(cells, SheetCell.Empty);
            var seen = new bool[Sheet.MostColumns];
            for (Next(ref reader); reader.TokenType != JsonTokenType.EndObject; Next(ref reader))
            {
                var name = Text(ref reader).Text;
                if (!_places.TryGetValue(name, out var place))
                {
                    if (_headers.Count == Sheet.MostColumns)
                        throw Sheet.Unreadable($"more than {Sheet.MostColumns} columns");
                    _places.Add(name, place = _headers.Count);
                    _headers.Add(name);
                }
                if (place >= cells.Length)
                {
                    var length = cells.Length;
                    Array.Resize(ref cells, _headers.Count);
                    Array.Fill(cells, SheetCell.Empty, length, cells.Length - length);
                }
                Next(ref reader);
                var cell = Cell(ref reader);
                // Said twice, it says nothing.
                cells[place] = seen[place] ? new("", CellKind.Broken) : cell;
                seen[place] = true;
            }
            _rows.Add(new(_rows.Count + 1, cells));
        }

        private static SheetCell Cell(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Null:
                    return SheetCell.Empty;
                case JsonTokenType.True or JsonTokenType.False:
                    return new(reader.GetBoolean() ? "true" : "false");
                case JsonTokenType.Number:
                    return reader.TryGetDecimal(out var number) && number == (decimal)(double)number
                        ? new(CellText.Of(number), CellKind.Number)
                        : new(Encoding.ASCII.GetString(reader.ValueSpan));
                case JsonTokenType.StartArray:
                    var lines = new List<string>();
                    for (Next(ref reader); reader.TokenType != JsonTokenType.EndArray; Next(ref reader))
                    {
                        Require(reader.TokenType == JsonTokenType.String);
                        if (Text(ref reader) is not { Kind: CellKind.Text } line)
                            return SkipList(ref reader);
                        lines.Add(line.Text);
                    }
                    return new(CellText.Lines(lines));
                default:
                    Require(reader.TokenType == JsonTokenType.String);
                    return Text(ref reader);
            }
        }

        private static SheetCell SkipList(ref Utf8JsonReader reader)
        {
            while (reader.TokenType != JsonTokenType.EndArray)
                Next(ref reader);
            return new("", CellKind.Broken);
        }

        // Half a letter, or bytes that are none, show only when the text is taken out.
        private static SheetCell Text(ref Utf8JsonReader reader)
        {
            try
            {
                return new(reader.GetString()!);
            }
            catch (InvalidOperationException)
            {
                return new("", CellKind.Broken);
            }
        }

        private static void Next(ref Utf8JsonReader reader) => Require(reader.Read());

        private static void Require(bool holds)
        {
            if (!holds)
                throw new JsonException();
        }
    }
}
