using System.Text.Json;

namespace CoopGrains.Cli.Seed;

/// <summary>One write of the seed: who sends which command where.</summary>
internal sealed record SeedItem
{
    /// <summary>Idempotency key; the same for ever.</summary>
    public required string Key { get; init; }

    /// <summary>Agency and user, as <c>vn-db-finance/recorder</c>.</summary>
    public required string By { get; init; }

    /// <summary>POST or PUT.</summary>
    public required string Method { get; init; }

    /// <summary>Path of the API; <c>{key}</c> stands for the id of the book that another item makes.</summary>
    public required string Path { get; init; }

    /// <summary>The key of an item that has to be there first; null when the order of the file is enough.</summary>
    public string? After { get; init; }

    /// <summary>Where values without a place of their own in the command are read from.</summary>
    public JsonElement Sources { get; init; }

    /// <summary>The command.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>The book it writes to, in words of the file: items of one lane are sent in their order.</summary>
    public string Lane()
    {
        var parts = Path.Split('/', 4);
        var kind = parts[2];
        if (parts.Length == 3 || parts[3] == "registrations")
            return $"{kind}/{(Body.TryGetProperty("id", out var id) ? id.GetString() : $"{{{Key}}}")}";
        var book = parts[3];
        var end = book.StartsWith('{') ? book.IndexOf('}', StringComparison.Ordinal) + 1 : book.IndexOf('/', StringComparison.Ordinal);
        return $"{kind}/{book[..end]}";
    }

    /// <summary>The item whose book the path names, or null.</summary>
    public string? NamedItem() => Path.Split('{', '}') is [_, var key, _] ? key : null;
}

/// <summary>One file of the seed.</summary>
internal sealed record SeedFile
{
    /// <summary>What it holds, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary>Where what its items do not say themselves is read from.</summary>
    public JsonElement Sources { get; init; }

    /// <summary>The writes, in their order.</summary>
    public required IReadOnlyList<SeedItem> Items { get; init; }
}
