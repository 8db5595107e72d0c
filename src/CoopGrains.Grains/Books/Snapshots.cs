using System.Globalization;
using System.Text;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Grains;

/// <summary>The text of a snapshot: the number of its shape on a line of its own, then the state.</summary>
public static class SnapshotText
{
    /// <summary>The text of a state.</summary>
    public static string Write<TState>(TState state)
        where TState : class, IBookState<TState> =>
        string.Concat(TState.SnapshotSchema.ToString(CultureInfo.InvariantCulture), "\n", TState.Write(state));

    /// <summary>The state of a text; throws <see cref="JsonException"/> when this build does not read its shape.</summary>
    public static TState Read<TState>(string text)
        where TState : class, IBookState<TState> =>
        SchemaOf(text) is { } schema && schema == TState.SnapshotSchema
            ? TState.Read(Encoding.UTF8.GetBytes(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]))
            : throw new JsonException($"The snapshot is not of schema {TState.SnapshotSchema}, which this build reads.");

    /// <summary>True when this build reads the shape; otherwise the book is folded from its first event.</summary>
    public static bool IsReadable(BookKind kind, string text) => SchemaOf(text) == kind switch
    {
        BookKind.Program => ProgramBook.SnapshotSchema,
        BookKind.Agreement => AgreementBook.SnapshotSchema,
        _ => ProvinceBook.SnapshotSchema,
    };

    private static int? SchemaOf(string text)
    {
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        return line > 0 && int.TryParse(text.AsSpan(0, line), CultureInfo.InvariantCulture, out var schema) ? schema : null;
    }
}

/// <summary>Decides when a snapshot is due: when the events since the last one outweigh it.</summary>
internal sealed class SnapshotWeight
{
    // Characters of an event: what was not read cannot be weighed.
    private const long Typical = 400;

    private long _events;
    private volatile int _snapshot;

    /// <summary>Begins with what was read; its events are added.</summary>
    public void Start(BookDocument read) => (_events, _snapshot) = read.Folded is { } folded
        ? (Typical * Math.Max(0, folded.Version - folded.SnapshotVersion), folded.SnapshotLength)
        : (0, read.Snapshot?.Body().Length ?? 0);

    public void Restart() => _events = 0;

    public void Add(int events) => _events += events;

    public bool IsDue(int withEvents, int atLeast) => _events + withEvents > atLeast && _events + withEvents > _snapshot;

    /// <summary>Notes the weight of a snapshot when it is made, which may be on another thread.</summary>
    public string Rendered(string body)
    {
        _snapshot = body.Length;
        return body;
    }
}
