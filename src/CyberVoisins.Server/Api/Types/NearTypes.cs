using CyberVoisins.Server.Associations;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

internal sealed class NearPlaceType : ObjectGraphType<NearPlace>
{
    public NearPlaceType()
    {
        Name = nameof(NearPlace);
        Field(n => n.Commune, nullable: true);
        Field(n => n.Around, nullable: true);
        Field(n => n.Associations);
        Field(n => n.Suggestions);
    }
}

internal sealed class RoughPlaceType : ObjectGraphType<RoughPlace>
{
    public RoughPlaceType()
    {
        Name = nameof(RoughPlace);
        Field(p => p.Latitude);
        Field(p => p.Longitude);
        Field(p => p.RadiusMetres);
    }
}

internal sealed class AssociationNearType : ObjectGraphType<AssociationNear>
{
    public AssociationNearType()
    {
        Name = nameof(AssociationNear);
        Field(n => n.Association).Description("The association.");
        Field(n => n.Serves);
        Field(n => n.Kilometres, nullable: true);
    }
}
