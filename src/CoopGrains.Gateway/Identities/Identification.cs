using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Pages;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.SignIn;
using CoopGrains.Hosting.Tokens;
using CoopGrains.Network;
using Microsoft.AspNetCore.Authorization;

namespace CoopGrains.Gateway.Identities;

/// <summary>Lets nobody past without a token or a session, except to endpoints that say they are open to anyone.</summary>
internal sealed class Identification(RequestDelegate next, TokenReader tokens, Register register, INetworkView view, Sessions? sessions = null)
{
    private const string Scheme = "Bearer ";
    private const string InQuery = "access_token";

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(http);
            return;
        }
        // Wherever addresses are written down it would be too. Said before anything else, so that it is noticed while it is tried out.
        if (http.Request.Query.ContainsKey(InQuery))
            throw new Problem(Codes.TokenInQuery).Thrown();
        // Whoever brings a token is whom that names, whatever cookies a browser adds.
        var session = http.Request.Headers.Authorization.Count == 0 && sessions is not null ? await sessions.ReadAsync(http) : null;
        if ((session?.Token ?? await ReadAsync(http.Request)) is not { } token)
        {
            if (await PageProblems.SendsToSignInAsync(http))
                return;
            throw new Problem(Codes.Unauthenticated).Thrown();
        }
        // Until the view has caught up the register is not all there: who is unknown now may be known in a moment.
        if (!view.Ready.IsCompletedSuccessfully)
            throw new Problem(Codes.Unavailable).Thrown();
        if (register.Allowed(token.Actor) is not { } actor)
            throw new Problem(RefusalCodes.AgencyUnknown).Thrown();
        http.Features.Set(new Visit(actor, token, session));
        if (PageProblems.SendsToOperations(http, actor))
            return;
        // Before anything is looked up, so that whoever may read nothing is told nothing. A write looks first: a hidden book is a 404.
        if (HttpMethods.IsGet(http.Request.Method) || PageReplies.IsPage(endpoint))
            NeededRole.Require(http, actor);
        await next(http);
    }

    private ValueTask<ValidToken?> ReadAsync(HttpRequest request) =>
        request.Headers.Authorization is [{ } sent] && sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? tokens.ReadAsync(sent.AsSpan(Scheme.Length))
            : default;
}
