using Benchmarks.Driving;
using Benchmarks.Measuring;
using TestKit;

namespace Benchmarks.Figures;

/// <summary>What a figure is measured with.</summary>
/// <param name="Smoke">True when it only has to be shown that it works.</param>
/// <param name="Stores">The stores.</param>
/// <param name="Server">A PostgreSQL server, started when a figure first asks for it.</param>
internal sealed record Run(bool Smoke, Stores Stores, Lazy<PostgresServer> Server)
{
    public PostgresServer Postgres => Server.Value;

    /// <summary>Passes over the systems; each gives one ratio.</summary>
    public int Passes(int full) => Smoke ? 2 : full;

    public TimeSpan Block(double seconds) => TimeSpan.FromSeconds(Smoke ? 0.1 : seconds);

    public int Size(int full, int smoke) => Smoke ? smoke : full;
}

/// <summary>A figure of the benchmark.</summary>
internal abstract class Figure
{
    /// <summary>How it is asked for.</summary>
    public abstract string Name { get; }

    /// <summary>Measures it.</summary>
    /// <exception cref="WrongAnswerException">Something under test answered wrongly.</exception>
    public abstract Task<IReadOnlyList<Finding>> MeasureAsync(Run run);
}
