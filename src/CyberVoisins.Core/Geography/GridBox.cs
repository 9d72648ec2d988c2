namespace CyberVoisins.Core.Geography;

/// <summary>A box of the grid of <see cref="BlurredPoint"/>, or of 2, 4, 8 … of its cells a side.</summary>
/// <param name="Level">0 is a cell of about a kilometre; each level doubles the side.</param>
/// <param name="Row">From the equator northward, in boxes of this level.</param>
/// <param name="Column">From Greenwich eastward.</param>
public readonly record struct GridBox(int Level, int Row, int Column)
{
    /// <summary>The box in which a point lies: a cell's box of a higher level holds the whole cell.</summary>
    public static GridBox Of(Coordinates point, int level) =>
        new(level, (int)Math.Floor(point.Latitude / BlurredPoint.LatitudeStep) >> level, (int)Math.Floor(point.Longitude / BlurredPoint.LongitudeStep) >> level);

    public Coordinates SouthWest => Corner(Row, Column);
    public Coordinates NorthEast => Corner(Row + 1, Column + 1);

    private Coordinates Corner(int row, int column) => new(
        Math.Clamp(row * Side(BlurredPoint.LatitudeStep), -90, 90), Math.Clamp(column * Side(BlurredPoint.LongitudeStep), -180, 180));

    private double Side(double step) => step * (1 << Level);
}
