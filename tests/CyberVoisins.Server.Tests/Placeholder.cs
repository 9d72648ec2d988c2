namespace CyberVoisins.Core.Tests;
