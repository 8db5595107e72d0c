using System.Text.Json.Serialization;

namespace CoopGrains.Storage.Cluster;

// The members' names are what infra/postgres/0004_orleans.sql reads and builds; times are microseconds since 1970-01-01 UTC.
internal sealed record WrittenBook(
    int Schema, long Now, long Deadline, bool Restricted, WrittenSnapshot? Snapshot, WrittenEvent[] Events);

internal sealed record WrittenSnapshot(long Version, string Body);

internal sealed record WrittenEvent(
    string Operation, int Ordinal, string Fingerprint, string Actor, string Agency, string Side, string Trace, string Kind, string Event);

internal sealed record ReadAnswer(int Schema, long Time, ReadBook? Book);

internal sealed record ReadBook(
    string Key, string Kind, bool Restricted, long Version, string Hash, ReadSnapshot? Snapshot, ReadEvent[]? Events);

internal sealed record ReadSnapshot(long Version, string Body, string RowHash, string Hash);

internal sealed record ReadEvent(
    long Position, int Epoch, long Sequence, string Operation, int Ordinal, string Fingerprint, long RecordedAt, string Actor,
    string Agency, string Side, string Trace, string Kind, string Event, string Hash);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WrittenBook))]
[JsonSerializable(typeof(ReadAnswer))]
internal sealed partial class PayloadJson : JsonSerializerContext;
