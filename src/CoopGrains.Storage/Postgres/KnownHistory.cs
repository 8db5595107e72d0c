using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage.Postgres;

/// <summary>The history that this process has in memory, as long as it is the database's too.</summary>
internal sealed partial class KnownHistory(int epoch, string name, ILogger log)
{
    private readonly CancellationTokenSource _void = new();

    internal int Epoch => epoch;

    internal CancellationToken Void => _void.Token;

    /// <summary>True if a look at the database shows what is known; else everything known is void from now on.</summary>
    internal bool Holds(int epochThere, long position, string? hashThere, string hash)
    {
        if (epochThere == epoch && (position == 0 || hashThere == hash))
            return true;
        if (!Void.IsCancellationRequested)
            LogVoid(log, name, epochThere, epoch, position);
        _void.Cancel();
        return false;
    }

    /// <exception cref="StoreUnavailableException">What is known is void; nothing was written.</exception>
    internal void Demand()
    {
        if (Void.IsCancellationRequested)
            throw new StoreUnavailableException(
                $"{name} holds another history than this process knows: it has to start anew. Nothing was written.", outcomeKnown: true);
    }

    [LoggerMessage(21, LogLevel.Critical,
        "{Store} was restored, or began an epoch, under this process: it is of epoch {There}, and of epoch {Here} position {Position} was "
        + "the last seen here. Nothing is written any more; start this process anew")]
    private static partial void LogVoid(ILogger log, string store, int there, int here, long position);
}
