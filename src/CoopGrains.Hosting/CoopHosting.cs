using CoopGrains.Grains;
using CoopGrains.Hosting.Processes;
using CoopGrains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace CoopGrains.Hosting;

/// <summary>The wiring that processes share.</summary>
public static class CoopHosting
{
    /// <summary>Registers clock, store and grains of a process that serves books, by itself or by a cluster's silos.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static CoopOptions AddCoopGrains(this IHostApplicationBuilder builder)
    {
        var options = builder.AddBooks();
        builder.AddGrainRuntime(options);
        return options;
    }

    /// <summary>All but the runtime.</summary>
    internal static CoopOptions AddBooks(this IHostApplicationBuilder builder)
    {
        var options = CoopOptions.Read(builder.Configuration, builder.Environment.IsDevelopment());
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<TimeProvider>(
            options.ClockDate is { } date ? new DevelopmentClock(date, options.Cluster.IsNamed) : TimeProvider.System);
        services.AddStore(options);
        services.AddSingleton<SiteProcess>();
        services.AddSingleton<IBookJournal, StoreJournal>();
        services.AddSingleton(provider => new BookServices(
            provider.GetRequiredService<IBookJournal>(),
            provider.GetRequiredService<TimeProvider>(),
            options.Books,
            OwnsBooks: !options.IsShared,
            provider.GetRequiredService<ILogger<BookServices>>()));
        services.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(options.CollectAfterMinutes));
        return options;
    }
}
