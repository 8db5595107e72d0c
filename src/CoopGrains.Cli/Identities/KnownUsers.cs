using System.Text.Json;
using CoopGrains.Cli.Seed;
using CoopGrains.Contracts;

namespace CoopGrains.Cli.Identities;

/// <summary>The operator and the users of the seed network, with the rights the register gives them.</summary>
internal static class KnownUsers
{
    /// <summary>Who runs the site: enters the first provinces, agencies and coordinators, and nothing after that.</summary>
    public static Actor Operator { get; } = new()
    {
        User = "operator",
        Agency = "operators",
        Side = Side.None,
        Body = "",
        Roles = Roles.Operator,
    };

    /// <summary>Sees everything open: an overseer of the National Assembly of Việt Nam.</summary>
    public const string Overseer = "vn-assembly/overseer";

    private static readonly Lazy<Dictionary<string, Actor>> Users = new(Read);

    /// <summary>Every one of them, as <c>agency/user</c>.</summary>
    public static IEnumerable<string> Names => Users.Value.Keys;

    /// <summary>The actor of <c>agency/user</c>.</summary>
    public static Actor Of(string name) => Users.Value.TryGetValue(name, out var actor)
        ? actor
        : throw new Failure($"nobody is called \"{name}\" in the seed network.{Suggestion(name)}", Failure.Usage);

    private static string Suggestion(string name)
    {
        var near = Names.Where(known => known.Split('/').Any(part => name.Contains(part, StringComparison.Ordinal))).Take(4).ToArray();
        return $" Try one of: {string.Join(", ", near.Length > 0 ? near : [.. Names.Take(4)])}";
    }

    private static Dictionary<string, Actor> Read()
    {
        var users = new Dictionary<string, Actor>(StringComparer.Ordinal) { [$"{Operator.Agency}/{Operator.User}"] = Operator };
        foreach (var item in SeedFiles.Read("agencies").Items)
            // /v1/provinces/{province}/agencies/{agency}/users/{user}
            if (item.Path.Split('/') is [_, _, _, var province, _, var agency, _, var user])
                users.Add($"{agency}/{user}", new()
                {
                    User = user,
                    Agency = agency,
                    Side = Parties.SideOf(province),
                    Body = province,
                    Roles = item.Body.GetProperty("roles").Deserialize<Roles>(),
                    Cleared = item.Body.TryGetProperty("cleared", out var cleared) && cleared.GetBoolean(),
                });
        return users;
    }
}
