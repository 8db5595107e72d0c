using System.Collections.Concurrent;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Tokens;

namespace EndToEnd.Tests;

/// <summary>Tokens of users named <c>agency/user</c>, signed with the development key of a folder.</summary>
internal sealed class SiteUsers(string keys) : IDisposable
{
    private static readonly string[] Bodies = ["vn-db", "la-psl", "la-odx", "la-lpb", "la-lnt", "la-bko", "vn", "la"];

    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private readonly Lazy<DevelopmentKey> _key = new(() => DevelopmentKey.Load(keys));

    /// <summary>A token that claims every right: the register leaves those that the user has.</summary>
    public string TokenOf(string who) => _tokens.GetOrAdd(who, name =>
    {
        var (agency, user) = (name.Split('/')[0], name.Split('/')[1]);
        var body = Bodies.FirstOrDefault(known => agency.StartsWith(known + "-", StringComparison.Ordinal)) ?? "";
        return _key.Value.Issue(new()
        {
            User = user,
            Agency = agency,
            Body = body,
            Side = Parties.SideOf(body),
            Roles = body.Length == 0 ? Roles.Operator : Roles.Recorder | Roles.Confirmer | Roles.Coordinator | Roles.Overseer,
            Cleared = body.Length > 0,
        }, TimeProvider.System.GetUtcNow());
    });

    public void Dispose()
    {
        if (_key.IsValueCreated) _key.Value.Dispose();
    }
}
