using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Books;

/// <summary>Who at all may call an endpoint: anyone with one of the roles. What more it takes, the book decides.</summary>
internal sealed record NeededRole(Roles AnyOf)
{
    /// <summary>Those who do the work of a province or national body.</summary>
    public const Roles Workers = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    /// <summary>Those who read what the books hold. Operators run the system: of the register they see the list that they enter.</summary>
    public const Roles Readers = Workers | Roles.Overseer;

    /// <summary>Refuses a caller without the role before the body is looked at.</summary>
    public static void Require(HttpContext http, Actor actor)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<NeededRole>() is not { AnyOf: var any } || (actor.Roles & any) != Roles.None)
            return;
        throw Problem.With(RefusalCodes.RoleMissing, ("role", string.Join(", ", RolesJson.Names(any)))).Thrown();
    }
}
