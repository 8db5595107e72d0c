using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>The ledger of one program of one system: reports entries, checks each reply, and knows what was acknowledged.</summary>
internal sealed class Ledger : IQuestion
{
    private const string Amount = "\"value\":\"";
    private const int KeyDigits = 18;

    private readonly string _program;
    private readonly string _token;
    private readonly byte[] _template;
    private readonly byte[] _book;
    private readonly int _key;
    private readonly int _amount;
    private readonly List<long> _versions = [];
    private readonly HashSet<string> _ids = [];
    private LedgerStand _before;
    private long _sum;

    public Ledger(string program, string token)
    {
        (_program, _token) = (program, token);
        _book = Encoding.ASCII.GetBytes("program/" + program);
        const string body = $$"""
            {"amount":{ {{Amount}}1","unit":"person"},"occurred":{"from":"2025-03-01","to":"2025-03-14"},"meaning":"Paid for March"}
            """;
        var path = $"/v1/programs/{program}/commitments/{Network.Commitment}/entries";
        _template = Driving.Request.Write("POST", path, token, new('0', KeyDigits), body);
        _key = _template.AsSpan().IndexOf("Idempotency-Key: "u8) + "Idempotency-Key: ".Length;
        _amount = _template.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Amount)) + Amount.Length;
    }

    /// <summary>Remembers where the ledger stands, and has its book ready in memory.</summary>
    public void Begin(HttpConnection connection) => _before = Read(connection);

    /// <summary>Reports one entry, also beside others.</summary>
    public void Report(HttpConnection connection, long number)
    {
        byte[] request;
        lock (_versions)
            request = Request(number).ToArray();
        var reply = connection.Send(request);
        lock (_versions)
            Check(number, reply);
    }

    /// <summary>Reports one entry. The number makes the operation, and the amount: 1 to 9.</summary>
    public ReadOnlySpan<byte> Request(long number)
    {
        Utf8Formatter.TryFormat(number, _template.AsSpan(_key, KeyDigits), out _, new('D', KeyDigits));
        _template[_amount] = (byte)('0' + AmountOf(number));
        return _template;
    }

    public void Check(long number, HttpConnection.Reply reply) => Check(number, reply, retried: false);

    /// <summary>The same; what was sent before and had no answer may be answered as one that is known.</summary>
    public void Check(long number, HttpConnection.Reply reply, bool retried)
    {
        if (reply.Status != 201 || (!retried && reply.Head.IndexOf("Idempotency-Replayed"u8) >= 0))
            throw new WrongAnswerException($"an entry was answered {reply.ToString()}");
        var (version, id) = Accepted(reply.Body);
        _versions.Add(version);
        WrongAnswerException.ThrowIf(!_ids.Add(id), $"{_program} gave the id {id} twice");
        _sum += AmountOf(number);
    }

    /// <summary>The version that the last acknowledged entry led to.</summary>
    public long Last => _versions[^1];

    /// <summary>How many entries were acknowledged.</summary>
    public int Count => _versions.Count;

    /// <summary>Compares what the program now says with what it acknowledged: versions dense, entries and sum exact.</summary>
    public void Check(HttpConnection connection)
    {
        var wanted = new LedgerStand(_before.Version + Count, _before.Entries + Count, _before.Reported + _sum);
        // Another process may have written last: the one that is asked waits until it has seen that.
        var now = Read(connection, after: $"program/{_program}@{wanted.Version}");
        WrongAnswerException.ThrowIf(now != wanted, $"{_program} says {now}, but acknowledged {wanted}");
        _versions.Sort();
        for (var i = 0; i < Count; i++)
            if (_versions[i] != _before.Version + i + 1)
                throw new WrongAnswerException($"{_program} gave version {_versions[i]} where {_before.Version + i + 1} was due");
    }

    private static long AmountOf(long number) => number % 9 + 1;

    private LedgerStand Read(HttpConnection connection, string? after = null)
    {
        var reply = connection.Send(Driving.Request.Get($"/v1/programs/{_program}", _token, after));
        WrongAnswerException.ThrowIf(reply.Status != 200, $"{_program} was answered {reply.ToString()}");
        using var read = JsonDocument.Parse(reply.Body.ToArray());
        var overall = read.RootElement.GetProperty("commitments")[0].GetProperty("overall");
        var reported = overall.GetProperty("reported");
        var sum = reported.ValueKind == JsonValueKind.Null ? "0" : reported.GetProperty("value").GetString()!;
        return new(
            read.RootElement.GetProperty("version").GetInt64(),
            overall.GetProperty("entries").GetInt32(),
            decimal.Parse(sum, CultureInfo.InvariantCulture));
    }

    private (long Version, string Id) Accepted(ReadOnlySpan<byte> body)
    {
        var (version, id, book) = (0L, "", false);
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            if (reader.ValueTextEquals("version"u8) && reader.Read())
                version = reader.GetInt64();
            else if (reader.ValueTextEquals("id"u8) && reader.Read())
                id = reader.GetString()!;
            else if (reader.ValueTextEquals("book"u8) && reader.Read())
                book = reader.ValueTextEquals(_book);
        }
        return book && version > 0 && id.StartsWith("e-", StringComparison.Ordinal)
            ? (version, id)
            : throw new WrongAnswerException($"{_program} acknowledged with {Encoding.UTF8.GetString(body)}");
    }
}

/// <summary>Where a ledger stands.</summary>
/// <param name="Version">The book's version.</param>
/// <param name="Entries">Entries that count.</param>
/// <param name="Reported">Their sum.</param>
internal readonly record struct LedgerStand(long Version, int Entries, decimal Reported);
