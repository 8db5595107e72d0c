using CoopGrains.Contracts;
using CoopGrains.Grains;
using CoopGrains.Hosting.Cluster;
using CoopGrains.Storage;
using CoopGrains.Storage.Cluster;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace CoopGrains.Hosting;

/// <summary>Keeps books through Orleans' ADO.NET storage and our four statements, and tells books of its faults as they know them.</summary>
internal sealed class AdoNetBookStorage(AdoNetGrainStorage statements, BookGrainStorage books)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => statements.Participate(lifecycle);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var target = BookGrainStorage.Books(grainState);
        try
        {
            await statements.ReadStateAsync(stateName, grainId, grainState);
        }
        catch (Exception fault) when (AdoNetFaults.OfRead(fault) is { } unreadable)
        {
            target.State = new() { Unreadable = unreadable };
            return;
        }
        // The statement always answers, if only with the time.
        target.RecordExists = target.ETag is not null;
        if (target.State!.Snapshot is { } snapshot
            && !SnapshotText.IsReadable(BookKey.Parse(BookGrainStorage.KeyOf(grainId)).Kind, snapshot.Body()))
            await books.ReadStateAsync(stateName, grainId, grainState);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (BookPayload.Reason(BookGrainStorage.CommitOf(stateName, grainId, BookGrainStorage.Books(grainState))) is { } reason)
            throw new UnstorableException(reason);
        try
        {
            await statements.WriteStateAsync(stateName, grainId, grainState);
        }
        catch (Exception fault) when (AdoNetFaults.OfWrite(fault) is { } nothingWritten)
        {
            throw nothingWritten;
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        books.ClearStateAsync(stateName, grainId, grainState);
}

/// <summary>The documents of books as the payloads that our statements understand.</summary>
internal sealed class BookSerializer(BookPayload payloads) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input)
    {
        var document = input as BookDocument ?? throw Foreign<T>();
        var commit = BookGrainStorage.CommitOf("", "", 0, document);
        return new(payloads.Write(commit.Restricted, commit.Deadline, commit.Events, commit.Snapshot));
    }

    public T Deserialize<T>(BinaryData input)
    {
        if (typeof(T) != typeof(BookDocument))
            throw Foreign<T>();
        var stored = payloads.Read(input.ToMemory().Span);
        return (T)(object)(stored is null ? new() : BookGrainStorage.Document(stored));
    }

    private static NotSupportedException Foreign<T>() => new($"This serializer keeps books, not {typeof(T).Name}.");
}
