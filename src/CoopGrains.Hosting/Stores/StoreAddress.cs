using Npgsql;

namespace CoopGrains.Hosting;

/// <summary>Looks at connection strings without ever repeating one: it may hold a password, also in what was mistyped.</summary>
internal static class StoreAddress
{
    /// <exception cref="InvalidOperationException">It cannot be used; the message says what it lacks.</exception>
    public static void Check(string connectionString)
    {
        if (connectionString.Length == 0)
            return;
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new(connectionString);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Without its cause, which names parts of the text.
            throw Wrong(
                "is no connection string", "give Host=…;Database=…;Username=…;Password=…, and put a value with ; into quotation marks");
        }
        if (string.IsNullOrWhiteSpace(settings.Host))
            throw Wrong("names no host", "add Host=…");
        if (string.IsNullOrWhiteSpace(settings.Database))
            throw Wrong("names no database", "add Database=…");
        if (string.IsNullOrWhiteSpace(settings.Username))
            throw Wrong("names no user", "add Username=coop_app");
    }

    private static InvalidOperationException Wrong(string what, string todo) => CoopOptions.Wrong(nameof(CoopOptions.Database), what, todo);
}
