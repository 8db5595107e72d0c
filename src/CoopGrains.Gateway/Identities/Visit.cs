using CoopGrains.Contracts;
using CoopGrains.Gateway.SignIn;
using CoopGrains.Hosting.Tokens;

namespace CoopGrains.Gateway.Identities;

/// <summary>What is known of a request once its token was read.</summary>
internal sealed class Visit(Actor actor, ValidToken token, SessionRead? session = null)
{
    /// <summary>Who asks, within what the register allows.</summary>
    public Actor Actor { get; } = actor;

    /// <summary>The token it came with, or what the session stands for.</summary>
    public ValidToken Token { get; } = token;

    /// <summary>True when it came by the cookie of a page session.</summary>
    public bool IsSession => session is not null;

    /// <summary>True once the session was ended: for what stays open.</summary>
    public bool HasEnded => session is not null && session.HasEnded();

    /// <summary>Restricted books whose reading by this request is recorded.</summary>
    public HashSet<BookKey> Recorded { get; } = [];

    /// <summary>True from when a book was asked to change: from there on a fault leaves the outcome unknown.</summary>
    public bool AskedForChange { get; set; }
}

internal static class VisitOfRequest
{
    /// <summary>The visit of a request to an endpoint that needs a token.</summary>
    public static Visit Visit(this HttpContext http) =>
        http.Features.Get<Visit>() ?? throw new InvalidOperationException("This endpoint is open to anyone, so nobody is known here.");
}
