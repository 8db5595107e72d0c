namespace Benchmarks.Measuring;

/// <summary>Managed memory in use.</summary>
internal static class Memory
{
    /// <summary>Bytes that are reachable, after everything else was collected.</summary>
    public static long InUse()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
