using InventoryFunctions.Dev;

namespace InventoryFunctions.EndToEnd.Tests;

public sealed class PackageFeedTests
{
    [Theory]
    [InlineData("Azure.Data.Tables", "/app/App.csproj : error NU1101: Unable to find package Azure.Data.Tables. No packages exist with this id in source(s): nuget.org")]
    [InlineData("Microsoft.Azure.Functions.Worker 2.52.0", "/app/App.csproj : error NU1102: Unable to find package Microsoft.Azure.Functions.Worker with version (>= 2.52.0)")]
    [InlineData("Some.Package 1.0.0", "/app/App.csproj : error NU1103: Unable to find a stable package Some.Package with version (>= 1.0.0)")]
    [InlineData("Azure.Storage.Queues 12.27.1", "/app/App.csproj : error NU1603: Warning As Error: App depends on Azure.Storage.Queues (>= 12.27.1) but Azure.Storage.Queues 12.27.1 was not found. Azure.Storage.Queues 12.28.0 was resolved instead.")]
    public void FirstMissing_WhereTheFeedLacksAPackageOrVersion_NamesIt(string missing, string error) =>
        Assert.Equal(missing, PackageFeed.FirstMissing(["  Determining projects to restore...", error]));

    [Fact]
    public void FirstMissing_OfSeveral_PrefersOneThatDoesNotExist() =>
        Assert.Equal("Azure.Data.Tables", PackageFeed.FirstMissing(
        [
            "App.csproj : error NU1603: Warning As Error: App depends on Azure.Storage.Queues (>= 12.27.1) but Azure.Storage.Queues 12.27.1 was not found.",
            "App.csproj : error NU1101: Unable to find package Azure.Data.Tables. No packages exist with this id in source(s): nuget.org",
        ]));

    [Theory]
    [InlineData("App.csproj : error NU1301: Unable to load the service index for source https://feed.example/v3/index.json.")]
    [InlineData("App.csproj : error NU1109: Detected package downgrade: Azure.Core from 1.60.0 to centrally defined 1.53.0.")]
    [InlineData("App.csproj : error MSB4025: The project file could not be loaded.")]
    public void FirstMissing_WhereTheRestoreFailedOtherwise_IsNull(string error) =>
        Assert.Null(PackageFeed.FirstMissing([error]));

    [Theory]
    [InlineData(true, "App.csproj : error NU1109: Detected package downgrade: Azure.Core from 1.60.0 to centrally defined 1.53.0.")]
    [InlineData(true, "App.csproj : error NU1605: Warning As Error: Detected package downgrade: Azure.Core from 1.60.0 to 1.53.0.")]
    [InlineData(true, "App.csproj : error NU1608: Warning As Error: Detected package version outside of dependency constraint: A 1.0.0 requires B (= 1.0.0) but version B 2.0.0 was resolved.")]
    [InlineData(false, "App.csproj : error NU1301: Unable to load the service index for source https://feed.example/v3/index.json.")]
    public void IsConflict_OnlyWherePackagesDoNotGoTogether_IsTrue(bool conflict, string error) =>
        Assert.Equal(conflict, PackageFeed.IsConflict(["  Determining projects to restore...", error]));

    [Fact]
    public void FirstMissing_WhereAFeedCouldNotBeReached_IsNullWhateverElseItSays() =>
        Assert.Null(PackageFeed.FirstMissing(
        [
            "App.csproj : error NU1101: Unable to find package Azure.Data.Tables. No packages exist with this id in source(s): local",
            "App.csproj : error NU1301: Unable to load the service index for source https://feed.example/v3/index.json.",
        ]));
}
