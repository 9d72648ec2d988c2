namespace CyberVoisins.Core;
