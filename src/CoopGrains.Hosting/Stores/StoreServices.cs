using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Hosting;

/// <summary>Registers the store that a process is told of, and who of all its processes does what only one may do.</summary>
internal static class StoreServices
{
    public static void AddStore(this IServiceCollection services, CoopOptions options)
    {
        // Opened with the first service that needs it, so that a refusal to open ends the start; closed by the container.
        if (options.IsShared)
            services.AddPostgres(options);
        else
            services.AddSqlite(options);
        services.AddSingleton<IDocumentStore>(provider => (IDocumentStore)provider.GetRequiredService<IBookStore>());
        services.AddSingleton<ISiteItems>(provider => (ISiteItems)provider.GetRequiredService<IBookStore>());
        services.AddSingleton<IJournalReader>(provider => provider.GetRequiredService<IBookStore>());
    }

    private static void AddSqlite(this IServiceCollection services, CoopOptions options)
    {
        services.AddSingleton<IBookStore>(provider =>
        {
            Directory.CreateDirectory(options.Data);
            return SqliteBookStore.OpenAsync(
                StoreOptionsOf(options), Clock(provider), Log<SqliteBookStore>(provider)).GetAwaiter().GetResult();
        });
        services.AddSingleton<IJobOwnership>(provider => new SoleOwner(provider.GetRequiredService<IBookStore>(), ProcessName));
    }

    private static void AddPostgres(this IServiceCollection services, CoopOptions options)
    {
        services.AddSingleton(_ => new DataFolder(options.Data));
        services.AddSingleton<IBookStore>(provider =>
        {
            provider.GetRequiredService<DataFolder>();
            return PostgresBookStore.OpenAsync(
                options.Database, StoreOptionsOf(options), Clock(provider), Log<PostgresBookStore>(provider)).GetAwaiter().GetResult();
        });
        services.AddHostedService<EndWhenVoid>();
        services.AddSingleton<IJobOwnership>(
            provider => new PostgresOwnership(options.Database, ProcessName, Log<PostgresOwnership>(provider)));
    }

    internal static string ProcessName => $"{Environment.MachineName}:{Environment.ProcessId}";

    private static StoreOptions StoreOptionsOf(CoopOptions options) =>
        new() { Path = options.StorePath, CommandsPerCommit = options.CommandsPerCommit };

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger<T> Log<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();
}
