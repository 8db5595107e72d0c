namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>Counts something and tells how often it happened of late.</summary>
internal sealed class PerSecond
{
    private const int Slots = 16;
    private const int Seconds = 10;

    private readonly Lock _change = new();
    private readonly (long Second, long Count)[] _slots = new (long, long)[Slots];

    /// <summary>Mean of the last ten whole seconds.</summary>
    public double Rate
    {
        get
        {
            var now = Now;
            lock (_change)
                return _slots.Where(slot => slot.Second < now && slot.Second >= now - Seconds).Sum(slot => slot.Count) / (double)Seconds;
        }
    }

    public void Add(long count)
    {
        var now = Now;
        lock (_change)
        {
            ref var slot = ref _slots[now % Slots];
            slot = (now, (slot.Second == now ? slot.Count : 0) + count);
        }
    }

    private static long Now => Environment.TickCount64 / 1000;
}
