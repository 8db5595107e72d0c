using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CoopGrains.Gateway.Requests;
using CsvHelper;
using CsvHelper.Configuration;

namespace CoopGrains.Gateway.Files;

/// <summary>The kinds of file that rows are written to and read from.</summary>
internal enum FileFormat
{
    /// <summary>Comma-separated values, UTF-8 with a mark.</summary>
    Csv,

    /// <summary>A workbook of spreadsheet programs.</summary>
    Xlsx,

    /// <summary>One JSON object with a list of rows.</summary>
    Json,
}

/// <summary>Writes rows, page by page: what has been written goes out whenever it is drained, so that memory holds one page.</summary>
internal abstract class RowFile(Stream output) : IAsyncDisposable
{
    /// <summary>Media types, by format.</summary>
    public static readonly (FileFormat Format, string MediaType, string Extension)[] Formats =
    [
        (FileFormat.Csv, "text/csv", "csv"),
        (FileFormat.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        (FileFormat.Json, "application/json", "json"),
    ];

    private readonly KeptStream _buffer = new();

    /// <summary>What is written and not yet drained.</summary>
    protected Stream Buffer => _buffer;

    /// <summary>A file of a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="output">Takes it; written to asynchronously only.</param>
    /// <param name="language">The language of headers.</param>
    public static RowFile Of(FileFormat format, Stream output, string language) => format switch
    {
        FileFormat.Csv => new CsvFile(output, language),
        FileFormat.Xlsx => new XlsxFile(output, language),
        _ => new JsonFile(output),
    };

    /// <summary>True where codes are put into words.</summary>
    public virtual bool HasWords => true;

    /// <summary>Begins with the headers of columns.</summary>
    public abstract void Begin(IReadOnlyList<string> columns);

    /// <summary>Writes a row.</summary>
    public abstract void Write(ReadOnlySpan<string?> cells);

    /// <summary>Sends what was written.</summary>
    public async Task DrainAsync(CancellationToken ct)
    {
        Settle();
        if (_buffer.Length == 0)
            return;
        await output.WriteAsync(_buffer.GetBuffer().AsMemory(0, (int)_buffer.Length), ct);
        _buffer.SetLength(0);
    }

    /// <summary>Ends the file, and sends what is left of it.</summary>
    public Task EndAsync(CancellationToken ct)
    {
        End();
        return DrainAsync(ct);
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Brings what is written into the buffer.</summary>
    protected abstract void Settle();

    /// <summary>Writes what ends the file.</summary>
    protected abstract void End();

    // Writers close what they write to, also before it has gone out; and what has gone out nobody can come back to.
    private sealed class KeptStream : MemoryStream
    {
        public override bool CanSeek => false;

        protected override void Dispose(bool disposing)
        {
        }
    }
}

/// <summary>Comma-separated values that every spreadsheet program opens in the right letters, and none runs.</summary>
internal sealed class CsvFile : RowFile
{
    // Whatever delimiter or line break a program looks for.
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t\r\n\" ");

    private readonly StreamWriter _text;
    private readonly CsvWriter _csv;
    private readonly string _language;

    public CsvFile(Stream output, string language)
        : base(output)
    {
        _language = language;
        _text = new(Buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        // Escaping is ours: theirs cannot be taken back.
        _csv = new(_text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            NewLine = "\r\n",
            InjectionOptions = InjectionOptions.None,
            ShouldQuote = field => field.Field.AsSpan().ContainsAny(Quoted),
        });
    }

    public override void Begin(IReadOnlyList<string> columns)
    {
        foreach (var column in columns)
            _csv.WriteField(FileColumns.NameOf(column).In(_language));
        _csv.NextRecord();
    }

    public override void Write(ReadOnlySpan<string?> cells)
    {
        foreach (var cell in cells)
            _csv.WriteField(cell is null ? "" : CellText.Escaped(cell));
        _csv.NextRecord();
    }

    public override async ValueTask DisposeAsync()
    {
        _csv.Dispose();
        await _text.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Settle()
    {
        _csv.Flush();
        _text.Flush();
    }

    protected override void End()
    {
    }
}

/// <summary>Rows as JSON objects, with codes for names: the same whatever the language.</summary>
internal sealed class JsonFile : RowFile
{
    private readonly Utf8JsonWriter _json;
    private string[] _columns = [];

    public JsonFile(Stream output)
        : base(output) =>
        _json = new(Buffer, new() { Encoder = ApiJson.Readable });

    public override bool HasWords => false;

    public override void Begin(IReadOnlyList<string> columns)
    {
        _columns = [.. columns];
        _json.WriteStartObject();
        _json.WriteStartArray("rows");
    }

    public override void Write(ReadOnlySpan<string?> cells)
    {
        _json.WriteStartObject();
        for (var i = 0; i < cells.Length; i++)
            _json.WriteString(_columns[i], cells[i]);
        _json.WriteEndObject();
    }

    protected override void End()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    public override async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Settle() => _json.Flush();
}
