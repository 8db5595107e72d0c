using CoopGrains.Hosting.Processes;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>How this process is, and what it knows of the others.</summary>
/// <param name="Process">Its name.</param>
/// <param name="Version">Its build.</param>
/// <param name="Seconds">How long it has been running.</param>
/// <param name="Ready">Whether it is ready.</param>
/// <param name="Health">Why it is not, or "ready".</param>
/// <param name="Processors">Processors that it used of late: 1 is one, all the time.</param>
/// <param name="MemoryBytes">Memory that it has.</param>
/// <param name="HeapBytes">Managed memory of it.</param>
/// <param name="Queued">Work that waits for a thread.</param>
/// <param name="CommitsPerSecond">Transactions, mean of the last ten seconds.</param>
/// <param name="WritesPerCommit">Writes that shared one, mean of the last ten seconds; 0 when there was none.</param>
/// <param name="FailedCommits">Transactions that failed, since the process began.</param>
/// <param name="Waiting">Writes that wait for a transaction now.</param>
/// <param name="ViewLagMilliseconds">How long the last row of an open book took to arrive in the view.</param>
/// <param name="Courier">Who has the courier and how far it has come.</param>
/// <param name="Processes">All processes of the store.</param>
/// <param name="Active">Open books that are in memory, by process or silo.</param>
/// <param name="TraceBytes">Memory that kept traces take, about.</param>
internal sealed record SiteReply(
    string Process, string Version, long Seconds, bool Ready, string Health,
    double Processors, long MemoryBytes, long HeapBytes, long Queued,
    double CommitsPerSecond, double WritesPerCommit, long FailedCommits, int Waiting, double ViewLagMilliseconds, CourierReply Courier,
    IReadOnlyList<string> Processes, IReadOnlyList<ActiveBooks> Active, int TraceBytes);

/// <summary>The courier.</summary>
/// <param name="Owner">The process that it runs in; null while it moves, or while the store cannot be asked.</param>
/// <param name="AtEnd">Whether its checkpoint is the journal's end; null when the store cannot be asked.</param>
/// <param name="Undelivered">What receivers refused.</param>
internal sealed record CourierReply(string? Owner, bool? AtEnd, int Undelivered);
