using System.CommandLine;
using CoopGrains.Cli.Identities;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Tokens;
using Command = System.CommandLine.Command;

namespace CoopGrains.Cli.Commands;

/// <summary>Prints a bearer token for a development site.</summary>
internal static class TokenCommand
{
    private const string About =
        "Prints a bearer token for a development site. What it claims counts only within what the register allows.";

    public static Command Create(TimeProvider clock)
    {
        var key = CommonOptions.Key();
        var known = Text("--as", "AGENCY/USER", "A user of the seed network, such as vn-db-finance/recorder");
        var user = Text("--user", "NAME", "The user; \"operator\" alone is the site's operator");
        var agency = Text("--agency", "ID", "The user's agency, such as la-psl-education");
        var body = Text("--body", "ID", "The agency's province or country, such as la-psl; read from the agency's id when left out");
        var roles = new Option<string[]>("--role")
        {
            Description = "recorder, confirmer, coordinator, overseer or operator; may be repeated",
            HelpName = "ROLE",
        };
        var cleared = new Option<bool>("--cleared") { Description = "Claim clearance for restricted matters" };
        var hours = new Option<double>("--hours") { Description = "Life of the token, at most 24", DefaultValueFactory = _ => 24 };
        var command = new Command("token", About) { key, known, user, agency, body, roles, cleared, hours };
        command.SetAction(parsed =>
        {
            var rights = (parsed.GetValue(roles) ?? [], parsed.GetValue(cleared));
            var actor = parsed.GetValue(known) is { } name
                ? KnownUsers.Of(name)
                : ActorOf(parsed.GetValue(user), parsed.GetValue(agency), parsed.GetValue(body), rights);
            var lifetime = parsed.GetValue(hours);
            if (!(lifetime > 0) || lifetime > DevelopmentKey.MaximumLifetime.TotalHours)
                throw new Failure("--hours takes more than 0 and at most 24", Failure.Usage);
            using var file = KeyFile.Open(parsed.GetRequiredValue(key), clock);
            Console.Out.WriteLine(file.Issue(actor, TimeSpan.FromHours(lifetime)));
        });
        return command;
    }

    private static Actor ActorOf(string? user, string? agency, string? body, (string[] Roles, bool Cleared) claimed)
    {
        var (roles, cleared) = claimed;
        if (user is null)
            throw new Failure("say who the token is for: --as AGENCY/USER, or --user with --agency", Failure.Usage);
        if (agency is null && roles.Length == 0)
            return user == KnownUsers.Operator.User ? KnownUsers.Operator : KnownUsers.Of(user);
        if (agency is null)
            throw new Failure("--role needs --agency", Failure.Usage);
        if (roles.Length == 0)
            return KnownUsers.Of($"{agency}/{user}");
        var rights = roles.Aggregate(Roles.None, (all, name) => all | RoleOf(name));
        var of = body ?? (rights == Roles.Operator ? "" : BodyOf(agency));
        return new() { User = user, Agency = agency, Body = of, Side = Parties.SideOf(of), Roles = rights, Cleared = cleared };
    }

    private static Option<string> Text(string name, string value, string about) => new(name) { Description = about, HelpName = value };

    private static Roles RoleOf(string name) => RolesJson.TryParse(name, out var role) && role != Roles.System
        ? role
        : throw new Failure($"\"{name}\" is no role: recorder, confirmer, coordinator, overseer or operator", Failure.Usage);

    // An agency's id begins with its body's: la-psl-education, la-assembly.
    private static string BodyOf(string agency)
    {
        var bodies = KnownUsers.Names.Select(name => KnownUsers.Of(name).Body).Distinct().OrderByDescending(known => known.Length);
        return bodies.FirstOrDefault(known => known.Length > 0 && agency.StartsWith(known + "-", StringComparison.Ordinal))
            ?? throw new Failure($"--body is needed: no province of the seed network begins \"{agency}\"", Failure.Usage);
    }
}
