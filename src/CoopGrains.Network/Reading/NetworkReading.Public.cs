namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public IPublished Published(DateOnly on)
    {
        var snapshot = state.Snapshot;
        return new Published(snapshot, StampOf(snapshot, last: null), Anybody, on);
    }
}
