namespace CoopGrains.Gateway.Identities;

/// <summary>The time of tokens and sessions, which a development clock does not change: they come from, and go to, other programs.</summary>
internal sealed record WallClock(TimeProvider Time);
