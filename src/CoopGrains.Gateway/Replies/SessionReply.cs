using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Replies;

/// <summary>Who is calling.</summary>
internal sealed record SessionReply
{
    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>The agency.</summary>
    public required string Agency { get; init; }

    /// <summary>The country.</summary>
    public required Side Side { get; init; }

    /// <summary>The province or national body; empty for an operator.</summary>
    public required string Body { get; init; }

    /// <summary>The roles that count.</summary>
    public required Roles Roles { get; init; }

    /// <summary>Whether restricted matters of the body are shown.</summary>
    public required bool Cleared { get; init; }

    /// <summary>The end of the token, or the latest end of the session.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The token for requests of this session that change something; null for callers by token, who need none.</summary>
    public required string? Antiforgery { get; init; }
}
