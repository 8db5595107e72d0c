namespace Browser.Tests.Kit;

/// <summary>Users of the seed network, as the development issuer lists them.</summary>
internal static class People
{
    public const string Operator = "operators/operator";

    /// <summary>Reports scholarships of Điện Biên.</summary>
    public const string Recorder = "vn-db-education/recorder";

    /// <summary>Reports for Luang Prabang.</summary>
    public const string LaoRecorder = "la-lpb-education/recorder";

    /// <summary>Confirms for Phongsaly.</summary>
    public const string Confirmer = "la-psl-education/confirmer";

    /// <summary>Coordinates for Điện Biên; cleared.</summary>
    public const string Coordinator = "vn-db-coordination/coordinator";

    /// <summary>Coordinates for Phongsaly.</summary>
    public const string LaoCoordinator = "la-psl-coordination/coordinator";

    /// <summary>Of the People's Council of Điện Biên.</summary>
    public const string Overseer = "vn-db-council/overseer";
}
